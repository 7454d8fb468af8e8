-- Whose memory is old since a snapshot was taken, in a transaction of it or after it; once each. An id of 0 stands for very many.
SELECT DISTINCT customer_id FROM rescored_customers WHERE xid >= @since
