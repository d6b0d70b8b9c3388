CREATE TABLE register (id TEXT PRIMARY KEY, mark TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE answer (register TEXT NOT NULL, question TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (register, question));
CREATE TABLE deal (register TEXT NOT NULL, number BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (register, number));
CREATE TABLE alert (register TEXT NOT NULL, number BIGINT NOT NULL, since BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (register, number));
CREATE INDEX alert_since ON alert (since)
