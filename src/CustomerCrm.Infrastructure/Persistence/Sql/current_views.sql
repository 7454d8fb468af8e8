-- What is current, read in one statement: the branch whose slot is not the generation's is never executed.
CREATE VIEW current_metrics AS
    SELECT a.* FROM customer_metrics_a a WHERE (SELECT slot FROM score_generation) = 'a'
    UNION ALL
    SELECT b.* FROM customer_metrics_b b WHERE (SELECT slot FROM score_generation) = 'b';

CREATE VIEW current_scores AS
    SELECT a.* FROM customer_scores_a a WHERE (SELECT slot FROM score_generation) = 'a'
    UNION ALL
    SELECT b.* FROM customer_scores_b b WHERE (SELECT slot FROM score_generation) = 'b';
