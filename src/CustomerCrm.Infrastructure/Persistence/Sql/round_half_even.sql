-- The one rounding of the model, half to even, for what an import computes in sets: PostgreSQL's own round() goes away from zero.
CREATE FUNCTION round_half_even(value numeric, decimals integer) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT CASE
        WHEN abs(value - trunc(value, decimals)) * 2 * 10::numeric ^ decimals = 1
            THEN round(2 * round(value * 10::numeric ^ decimals / 2) / 10::numeric ^ decimals, decimals)
        ELSE round(value, decimals)
    END
$$;
