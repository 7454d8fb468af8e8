-- Thresholds of the value matrix that are being tried.
SELECT
    @large_order::numeric AS large_order, @medium_order::numeric AS medium_order,
    @short_cycle::numeric AS short_cycle, @medium_cycle::numeric AS medium_cycle
