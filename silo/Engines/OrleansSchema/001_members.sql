-- What the ADO.NET providers of Orleans ask of a database: they read their statements from OrleansQuery by key, set parameters by name and read
-- columns by name. Tables and functions are this program's own.
CREATE TABLE orleansquery (
  querykey  text PRIMARY KEY,
  querytext text NOT NULL
);

-- One row per cluster. Whoever changes a member takes the version one up, and must know the version before.
CREATE TABLE cluster_versions (
  cluster text    PRIMARY KEY,
  version integer NOT NULL
);

CREATE TABLE cluster_members (
  cluster     text    NOT NULL REFERENCES cluster_versions,
  address     text    NOT NULL,
  port        integer NOT NULL,
  generation  integer NOT NULL, -- a process that starts anew at the same address has a higher one
  name        text    NOT NULL,
  host        text    NOT NULL,
  status      integer NOT NULL,
  gateway     integer,
  suspicions  text,
  started_at  timestamptz NOT NULL,
  alive_at    timestamptz NOT NULL,
  PRIMARY KEY (cluster, address, port, generation)
);

-- The lock on the version's row lets one change at a time look and act; only a change that was made moves the version.
CREATE FUNCTION cluster_lock(of_cluster text, known integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM cluster_versions WHERE cluster = of_cluster AND version = known FOR UPDATE;
  RETURN FOUND;
END $$;

CREATE FUNCTION cluster_changed(of_cluster text) RETURNS void LANGUAGE sql AS $$
  UPDATE cluster_versions SET version = version + 1 WHERE cluster = of_cluster;
$$;

CREATE FUNCTION cluster_join(
  of_cluster text, at_address text, at_port integer, of_generation integer, of_name text, of_host text,
  to_status integer, with_gateway integer, started timestamptz, alive timestamptz, known integer
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT cluster_lock(of_cluster, known) THEN RETURN false; END IF;
  INSERT INTO cluster_members (cluster, address, port, generation, name, host, status, gateway, started_at, alive_at)
  VALUES (of_cluster, at_address, at_port, of_generation, of_name, of_host, to_status, with_gateway, started, alive)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM cluster_changed(of_cluster);
  RETURN true;
END $$;

CREATE FUNCTION cluster_update(
  of_cluster text, at_address text, at_port integer, of_generation integer, to_status integer, suspected text, alive timestamptz, known integer
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT cluster_lock(of_cluster, known) THEN RETURN false; END IF;
  UPDATE cluster_members SET status = to_status, suspicions = suspected, alive_at = alive
  WHERE cluster = of_cluster AND address = at_address AND port = at_port AND generation = of_generation;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM cluster_changed(of_cluster);
  RETURN true;
END $$;

-- A cluster without members still has a row here, with its version.
CREATE VIEW cluster_picture AS
SELECT version.cluster, version.version, member.address, member.port, member.generation, member.name AS siloname, member.host AS hostname,
  member.status, member.gateway AS proxyport, member.suspicions AS suspecttimes, member.started_at AS starttime, member.alive_at AS iamalivetime
FROM cluster_versions version LEFT JOIN cluster_members member USING (cluster);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
WITH made AS (INSERT INTO cluster_versions (cluster, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING cluster)
SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
SELECT cluster_join(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version)
$$),
('UpdateMembershipKey', $$
SELECT cluster_update(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)
$$),
('UpdateIAmAlivetimeKey', $$
UPDATE cluster_members SET alive_at = @IAmAliveTime
WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- The version comes back even when there is no such member.
('MembershipReadRowKey', $$
SELECT version.version, member.address, member.port, member.generation, member.siloname, member.hostname,
  member.status, member.proxyport, member.suspecttimes, member.starttime, member.iamalivetime
FROM cluster_versions version LEFT JOIN cluster_picture member
  ON member.cluster = version.cluster AND member.address = @Address AND member.port = @Port AND member.generation = @Generation
WHERE version.cluster = @DeploymentId
$$),
('MembershipReadAllKey', $$
SELECT * FROM cluster_picture WHERE cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
SELECT address, gateway AS proxyport, generation FROM cluster_members WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0
$$),
-- 3 is Active: a member that is thought to live stays, however long it has been silent.
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM cluster_members WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$),
('DeleteMembershipTableEntriesKey', $$
DELETE FROM cluster_members WHERE cluster = @DeploymentId;
DELETE FROM cluster_versions WHERE cluster = @DeploymentId
$$);
