-- The tag by its name, made where there is none.
WITH made AS (INSERT INTO tags (name) VALUES (@name) ON CONFLICT (name) DO NOTHING RETURNING id)
SELECT id FROM made UNION ALL SELECT id FROM tags WHERE name = @name LIMIT 1
