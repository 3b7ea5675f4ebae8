-- Production-like data for an empty donations database, the same each time. The number of donors is the setting
-- donations.donors (default 2000), for example: ALTER DATABASE donations_staging SET donations.donors = '200000';
-- everything else grows with it: five gifts a donor, a receipt for each gift that went through, and so on.
-- Fits the schema before and after the migration that adds gifts.net_amount.

DO $$
DECLARE
  donors   int     := coalesce(nullif(current_setting('donations.donors', true), ''), '2000')::int;
  net      boolean := EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'gifts'::regclass AND attname = 'net_amount');
  midnight timestamptz := date_trunc('day', now());
BEGIN
  IF EXISTS (SELECT FROM donors) THEN
    RAISE EXCEPTION 'this database already has donors; generated data belongs into an empty one';
  END IF;

  INSERT INTO campaigns (id, slug, name, status, "goalAmount", "startsAt", "updatedAt")
  SELECT md5('campaign' || n)::uuid, 'campaign-' || n, 'Campaign ' || n,
         (ARRAY['active', 'active', 'paused', 'ended'])[1 + n % 4]::"CampaignStatus", n * 25000, midnight - n * interval '30 days', midnight
  FROM generate_series(1, 12) AS n;

  INSERT INTO forms (id, "campaignId", slug, title, config, published, "updatedAt")
  SELECT md5('form' || n)::uuid, md5('campaign' || 1 + n % 12)::uuid, 'form-' || n, 'Give to campaign ' || 1 + n % 12,
         jsonb_build_object('amounts', jsonb_build_array(25, 50, 100)), n % 3 > 0, midnight
  FROM generate_series(1, 24) AS n;

  INSERT INTO donors (id, emails, "firstName", "lastName", street1, city, state, zip, country, preferences, "createdAt", "updatedAt")
  SELECT md5('donor' || n)::uuid,
         CASE WHEN n % 10 = 0 THEN ARRAY['donor' || n || '@example.org', 'd' || n || '@example.com'] ELSE ARRAY['donor' || n || '@example.org'] END,
         (ARRAY['Ada', 'Ben', 'Chi', 'Dov', 'Eva', 'Finn', 'Gül', 'Hana'])[1 + n % 8],
         (ARRAY['Adeyemi', 'Brown', 'Costa', 'Dubois', 'Evans', 'Fischer', 'García'])[1 + n % 7],
         CASE WHEN n % 4 > 0 THEN n || ' Main Street' END, 'Springfield', 'IL', lpad((n % 90000)::text, 5, '0'), 'US',
         jsonb_build_object('newsletter', n % 2 = 0), midnight - n % 1000 * interval '1 day', midnight
  FROM generate_series(1, donors) AS n;

  INSERT INTO recurring_plans (id, donor_id, campaign_id, amount, interval, status, next_charge_on, updated_at)
  SELECT md5('plan' || n)::uuid, md5('donor' || n * 10)::uuid, md5('campaign' || 1 + n % 12)::uuid, 10 + n % 90,
         (ARRAY['monthly', 'monthly', 'quarterly', 'yearly'])[1 + n % 4]::"PlanInterval",
         (ARRAY['active', 'active', 'paused', 'cancelled'])[1 + n % 4]::"PlanStatus", (midnight + n % 30 * interval '1 day')::date, midnight
  FROM generate_series(1, donors / 10) AS n;

  -- Gifts of money, each with an amount. The column list follows the schema that is there.
  EXECUTE format($gifts$
    INSERT INTO gifts (id, donor_id, campaign_id, form_id, amount, processor_fee, fee_amount, status, payment_ref, received_at, updated_at%s)
    SELECT id, donor, campaign, form, amount, processor_fee, fee_amount, status, payment_ref, received_at, $1%s
    FROM (
      SELECT md5('gift' || n)::uuid AS id, md5('donor' || 1 + n %% $2)::uuid AS donor, md5('campaign' || 1 + n %% 12)::uuid AS campaign,
             md5('form' || 1 + n %% 24)::uuid AS form, (5 + n %% 495)::numeric(12, 2) AS amount,
             CASE WHEN n %% 20 > 0 THEN round((5 + n %% 495) * 0.029 + 0.30, 2) END AS processor_fee,
             CASE WHEN n %% 3 = 0 THEN round((5 + n %% 495) * 0.03, 2) END AS fee_amount,
             (ARRAY['success', 'success', 'success', 'success', 'success', 'success', 'success', 'pending', 'failed', 'refunded'])[1 + n %% 10]::"GiftStatus" AS status,
             'pay_' || n AS payment_ref, $1 - n %% 700 * interval '1 day' AS received_at
      FROM generate_series(1, 5 * $2) AS n) AS generated
    $gifts$,
    CASE WHEN net THEN ', net_amount' ELSE '' END,
    CASE WHEN net THEN ', amount - coalesce(processor_fee, 0) + coalesce(fee_amount, 0)' ELSE '' END)
  USING midnight, donors;

  INSERT INTO receipts (id, number, gift_id, donor_id, amount, issued_at)
  SELECT md5('receipt' || id)::uuid, 'R-' || replace(payment_ref, 'pay_', ''), id, donor_id, amount, received_at
  FROM gifts WHERE status = 'success';

  INSERT INTO tributes (id, "giftId", type, "honoreeName", message, "updatedAt")
  SELECT md5('tribute' || n)::uuid, md5('gift' || n * 20)::uuid, (ARRAY['in_honor', 'in_memory'])[1 + n % 2]::"TributeType",
         'Honoree ' || n, CASE WHEN n % 2 = 0 THEN 'With gratitude' END, midnight
  FROM generate_series(1, donors / 4) AS n;

  INSERT INTO ecards (id, "tributeId", "recipientEmail", design, status, "sendAt", "updatedAt")
  SELECT md5('ecard' || n)::uuid, md5('tribute' || n * 2)::uuid, 'friend' || n || '@example.org', 'flowers',
         (ARRAY['queued', 'sent', 'bounced'])[1 + n % 3]::"EcardStatus", midnight, midnight
  FROM generate_series(1, donors / 8) AS n;

  INSERT INTO audit_logs (actor, action, entity_type, entity_id, details, created_at)
  SELECT 'import', 'create', 'donor', md5('donor' || n)::uuid, jsonb_build_object('row', n), midnight - n % 1000 * interval '1 day'
  FROM generate_series(1, donors) AS n;

  INSERT INTO webhook_events (id, provider, event_id, payload, status, received_at, processed_at)
  SELECT md5('event' || n)::uuid, 'payments', 'evt_' || n, jsonb_build_object('payment', 'pay_' || n),
         CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'processed' END::"WebhookStatus", midnight - n % 700 * interval '1 day', midnight
  FROM generate_series(1, donors) AS n;
END
$$;

ANALYZE;
