-- How many rows each of the ten tables holds, as one line: the same before a change and after going back from it.
SELECT format(
  'donors %s, campaigns %s, forms %s, gifts %s, recurring_plans %s, receipts %s, tributes %s, ecards %s, audit_logs %s, webhook_events %s',
  (SELECT count(*) FROM donors), (SELECT count(*) FROM campaigns), (SELECT count(*) FROM forms), (SELECT count(*) FROM gifts),
  (SELECT count(*) FROM recurring_plans), (SELECT count(*) FROM receipts), (SELECT count(*) FROM tributes),
  (SELECT count(*) FROM ecards), (SELECT count(*) FROM audit_logs), (SELECT count(*) FROM webhook_events)) AS counts;
