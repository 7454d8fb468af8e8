-- One open request at a time, as there is one publication at a time; whoever asks meanwhile is told of it.
CREATE UNIQUE INDEX ix_publication_requests_open ON publication_requests ((approved IS NULL)) WHERE approved IS NULL;
