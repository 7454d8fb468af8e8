-- What is current, read in one statement: the branch whose slot is not the generation's is never executed. The choice stands
-- outside the union, so that its branches stay plain and a list can walk an index through it in order.
CREATE VIEW current_metrics AS
    SELECT g.*
    FROM (
        SELECT a.*, 'a' AS slot FROM customer_metrics_a a
        UNION ALL
        SELECT b.*, 'b' FROM customer_metrics_b b
    ) g
    WHERE g.slot = (SELECT slot FROM score_generation);

CREATE VIEW current_scores AS
    SELECT g.*
    FROM (
        SELECT a.*, 'a' AS slot FROM customer_scores_a a
        UNION ALL
        SELECT b.*, 'b' FROM customer_scores_b b
    ) g
    WHERE g.slot = (SELECT slot FROM score_generation);
