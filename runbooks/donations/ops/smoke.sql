-- The smoke tests of the migration guide as one script: create a donor and a campaign, read both back.
-- Run it in a transaction that is rolled back, so that nothing of it stays. Takes the variable email.
INSERT INTO donors (id, emails, "firstName", "lastName", consents, "externalIds", preferences, "createdAt", "updatedAt")
VALUES (
  gen_random_uuid(),
  ARRAY[:'email'],
  'Test',
  'Donor',
  '[]'::jsonb,
  '[]'::jsonb,
  '{}'::jsonb,
  NOW(),
  NOW()
);

-- The slug follows from the address, so that two runs at once do not meet.
INSERT INTO campaigns (id, slug, name, status, "createdAt", "updatedAt")
VALUES (
  gen_random_uuid(),
  'smoke-' || md5(:'email'),
  'Test Campaign',
  'draft',
  NOW(),
  NOW()
);

SELECT 'donor' AS created, id, "firstName" || ' ' || "lastName" AS name FROM donors WHERE emails @> ARRAY[:'email']
UNION ALL
SELECT 'campaign', id, name || ' (' || status || ')' FROM campaigns WHERE slug = 'smoke-' || md5(:'email');
