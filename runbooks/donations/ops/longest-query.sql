-- How long, in milliseconds, the longest query of another session has been running.
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start) * 1000), 0)::double precision AS longest_ms
FROM pg_stat_activity
WHERE datname = current_database() AND state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid();
