-- What only production holds: a gift in kind (a piano) that waits for its appraisal and has no amount yet. The data that
-- staging generates has none, so the rehearsal of gift_net_amount passes and production's own data defeats it.
INSERT INTO gifts (id, donor_id, campaign_id, kind, amount, status, payment_ref, updated_at)
SELECT md5('piano')::uuid, d.id, c.id, 'in_kind', NULL, 'pending', 'piano', now()
FROM (SELECT id FROM donors ORDER BY id LIMIT 1) AS d, (SELECT id FROM campaigns ORDER BY id LIMIT 1) AS c;
