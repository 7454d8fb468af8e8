-- Keeps rows of history; a second one of a date takes the place of the first.
INSERT INTO score_history AS h ({columns})
{rows}
ON CONFLICT (customer_id, as_of) DO UPDATE SET
    policy_version = excluded.policy_version,
    composite = excluded.composite,
    method_tier = excluded.method_tier,
    computed_tier = excluded.computed_tier,
    unpinned_tier = excluded.unpinned_tier,
    shown_tier = excluded.shown_tier,
    first_fall_on = excluded.first_fall_on
