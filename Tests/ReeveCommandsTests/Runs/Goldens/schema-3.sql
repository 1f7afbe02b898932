CREATE TABLE call_grant (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  boot TEXT NOT NULL,
  granted INTEGER NOT NULL,
  answered INTEGER,
  process INTEGER NOT NULL,
  process_start INTEGER NOT NULL,
  namespace TEXT NOT NULL
) STRICT;
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  profile TEXT NOT NULL,
  session TEXT NOT NULL,
  time INTEGER NOT NULL,
  text TEXT NOT NULL,
  outcome TEXT
) STRICT;
CREATE TABLE journal_call (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  lane TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  operation TEXT NOT NULL,
  arguments TEXT NOT NULL,
  answer TEXT,
  failure TEXT,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_call" VALUES(1,2,X'383F70A7C0B32D932C5A8E57F06BD98176591D7AA165D689439510807A309412',1795991095472,4308085243083,'#2',0,'whitelistPolicies','{"query":["limit=200","offset=0"],"position":{"offset":0,"marker":null,"more":true}}','{"items":[{"policy_id":"e8776b33-82da-42ee-a0f4-83c35463ab63","policy_name":"web-front","policy_type":"block","learning_status":"effecting","learning_days":7,"specified_dir":false,"dir_list":[],"file_extension_list":[],"intercept":true,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":false,"default_policy":true,"host_id_list":["0407b315-4a32-4dca-962e-abfead700ff6","b40b0a38-76c8-4435-a715-b427fffcf7d8","71699eb6-bf82-4b09-a2b0-1b20ff1fe024","d16d02a0-a84e-4113-a4bf-17fbc45b33d9"]},{"policy_id":"dca38e20-40b0-4ef3-a6cc-990175d8da49","policy_name":"shop","policy_type":"block","learning_status":"effecting","learning_days":8,"specified_dir":true,"dir_list":["/opt/app","/usr/local/bin"],"file_extension_list":["jar","so"],"intercept":false,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":true,"default_policy":false,"host_id_list":["aa020c40-a0e4-4df7-a0fe-232256f43818","3a04200b-d384-4442-a3c9-43c0e501116a","7d72e2bc-fd39-40a4-a9fc-c17d8a9493db","92d335a9-ccb5-4d8c-a209-986cc82fd274"]},{"policy_id":"c7e287ea-3625-4b2a-aede-a4059be5113f","policy_name":"databases","policy_type":"block","learning_status":"effecting","learning_days":9,"specified_dir":false,"dir_list":[],"file_extension_list":[],"intercept":true,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":true,"default_policy":false,"host_id_list":["4878e8ad-8210-4b75-ae87-87f9df0080b0","a61dd05f-6a4a-42d3-ae4f-642bd912ef26","eb20343d-3931-439e-aac3-bf88e4ac91ff","d122a8a8-f4ba-4e50-ad59-00b41fc41c99"]},{"policy_id":"b4189be9-2356-4280-aaed-b34dc934d455","policy_name":"caches","policy_type":"block","learning_status":"effecting","learning_days":10,"specified_dir":true,"dir_list":["/opt/app","/usr/local/bin"],"file_extension_list":["jar","so"],"intercept":false,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":false,"default_policy":false,"host_id_list":["f86619bb-bb4d-4d39-ad6d-24b3092078fb","045f1895-aef8-4694-a1aa-0689b0d7e566","7854f41e-421e-4836-a19f-a6dd88d646a9","23eef8db-4fd0-48d0-a354-a08b3fe079c2"]},{"policy_id":"17b7294a-031d-4e82-a79c-4bb9f76de9e5","policy_name":"batch","policy_type":"block","learning_status":"learning","learning_days":11,"specified_dir":false,"dir_list":[],"file_extension_list":[],"intercept":true,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":true,"default_policy":false,"host_id_list":["ab56289f-6159-4048-ac4b-1196894eb98f","658e0dcf-9072-46b1-a6f2-cdde44bf42fe","434170ba-ade6-402f-ad17-90d9423968b9","4e7b7036-1142-42a3-acae-b1af9199bc69"]},{"policy_id":"b4fad95a-85a5-41bf-ad70-8ccbe55d99d4","policy_name":"bastions","policy_type":"block","learning_status":"effecting","learning_days":12,"specified_dir":true,"dir_list":["/opt/app","/usr/local/bin"],"file_extension_list":["jar","so"],"intercept":false,"auto_detect":true,"not_effect_host_num":0,"effect_host_num":4,"trust_num":41,"suspicious_num":3,"malicious_num":1,"unknown_num":3,"abnormal_info_list":[],"auto_confirm":true,"default_policy":false,"host_id_list":["f265a99c-3883-4e49-a51c-37891a9e57f0","c23fba09-884a-4917-a909-a4bcf9f9369b","d0f47737-f4d9-41da-aff8-49ade3073fcf","16b97125-d18c-4ab9-a8c6-5d75c9569d5c"]}],"next":{"offset":6,"marker":null,"more":false}}',NULL);
INSERT INTO "journal_call" VALUES(1,4,X'FBB7E233309CEFF1680D2BFE8BCEE35419D321EC7A6BF2D4CB336245BA780621',1795991095475,4308088405728,'#4',0,'auditInstances','{"query":["limit=1000","offset=0"],"position":{"offset":0,"marker":null,"more":true}}','{"items":[{"instance_id":"062212d8-8e30-4783-9671-43f3f1f3bb1e","resource_id":"f2f3a699-62a6-4c6e-a6f7-cd290200800f","name":"audit-orders-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.10","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"12800197-a29d-4901-a368-51424ed198d0","resource_id":"9a93d656-f3c1-4708-a157-8951a71a8a71","name":"audit-billing-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.11","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"9b92cc4f-1b0e-4ace-aeca-ef1926198573","resource_id":"baa7e0ab-aaea-40b7-ad10-97ff511d66d8","name":"audit-people-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.12","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"58e64270-718a-4508-a33b-f8a7ece2f2c2","resource_id":"1d9d8072-bdff-4de1-a229-3794b41a2833","name":"audit-stock-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.13","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"7730e183-5dba-46f7-a2c7-7b237eec7e14","resource_id":"3128699e-c3c1-4fb9-a2d9-085777fceffd","name":"audit-orders-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.14","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"9ac83655-f179-4472-a92b-a84fefc265ca","resource_id":"a09bf30f-bf61-44e5-a98a-4df7d8871d8c","name":"audit-billing-2","status":"SHUTOFF","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.15","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"ab272130-16c1-4110-afdb-3f14d6804932","resource_id":"4b44648d-2bf3-4b7b-abf2-567e1e7bc919","name":"audit-people-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.16","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"6c19ca2e-296f-45f3-a075-dbbd7ba3ac85","resource_id":"b2066a77-5db2-4437-a65c-e8837985161a","name":"audit-stock-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.17","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"18622d28-e98d-4189-a72d-eb314ed3253d","resource_id":"8ee631ca-63d5-466b-aa5e-249a57074881","name":"audit-orders-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.18","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"35001b72-4ca0-479f-a263-072440e24526","resource_id":"e415c33f-9e43-4bcb-addc-6d1160978032","name":"audit-billing-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.19","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"543371f7-cdfc-413e-afae-bc5af1e62479","resource_id":"12ce8e32-c050-429a-a0c6-4ebe51f42001","name":"audit-people-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.20","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"b221a62e-ca00-491a-a99d-11b0c51ba51e","resource_id":"b5a67060-0c47-40aa-aa55-153ba783c42a","name":"audit-stock-3","status":"SHUTOFF","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.21","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]}],"next":{"offset":12,"marker":null,"more":false}}',NULL);
INSERT INTO "journal_call" VALUES(1,5,X'958AA769EB4C271BCE16B3C8408A7DC4CBFA5E4EED95EA00A41D22F3D335BB66',1795991095476,4308089227166,'#5',0,'securityGroups','{"query":["limit=2000"],"position":{"offset":0,"marker":null,"more":true}}','{"items":[{"id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","name":"web","description":"public web servers","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"a71a23a0-c6e4-405d-a4a0-4a97926f9a63","name":"quarantine","description":"nothing in, nothing out","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","name":"default","description":"Default security group","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"d4d7477f-ccdb-43c9-a12f-bdfb27f10288","name":"databases","description":"from the services alone","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd","name":"audit-restricted","description":"audit instances, from the bastions alone","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]}],"next":{"offset":0,"marker":null,"more":false}}',NULL);
INSERT INTO "journal_call" VALUES(2,2,X'571AF5C3AF78C546F3F4AD1F3295BBB65EE6BA202F19D9469502D0E0DD027DC8',1795991096712,4309324502478,'#1',0,'securityGroups','{"query":["limit=2000"],"position":{"offset":0,"marker":null,"more":true}}','{"items":[{"id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","name":"web","description":"public web servers","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"a71a23a0-c6e4-405d-a4a0-4a97926f9a63","name":"quarantine","description":"nothing in, nothing out","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","name":"default","description":"Default security group","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"d4d7477f-ccdb-43c9-a12f-bdfb27f10288","name":"databases","description":"from the services alone","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]},{"id":"f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd","name":"audit-restricted","description":"audit instances, from the bastions alone","project_id":"28d13337fccf1bbca8d4213cfc9da9b4","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","enterprise_project_id":"0","tags":[]}],"next":{"offset":0,"marker":null,"more":false}}',NULL);
INSERT INTO "journal_call" VALUES(2,3,X'5C58A2C3F2141D3BD8DC8D2ED1C360673402167462CAD0610D98D3DA8602C83C',1795991096713,4309326268383,'#0',0,'auditInstances','{"query":["limit=1000","offset=0"],"position":{"offset":0,"marker":null,"more":true}}','{"items":[{"instance_id":"062212d8-8e30-4783-9671-43f3f1f3bb1e","resource_id":"f2f3a699-62a6-4c6e-a6f7-cd290200800f","name":"audit-orders-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"a71a23a0-c6e4-405d-a4a0-4a97926f9a63","enterprise_project_id":"0","connect_ip":"10.30.1.10","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"12800197-a29d-4901-a368-51424ed198d0","resource_id":"9a93d656-f3c1-4708-a157-8951a71a8a71","name":"audit-billing-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.11","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"9b92cc4f-1b0e-4ace-aeca-ef1926198573","resource_id":"baa7e0ab-aaea-40b7-ad10-97ff511d66d8","name":"audit-people-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.12","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"58e64270-718a-4508-a33b-f8a7ece2f2c2","resource_id":"1d9d8072-bdff-4de1-a229-3794b41a2833","name":"audit-stock-1","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.13","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"7730e183-5dba-46f7-a2c7-7b237eec7e14","resource_id":"3128699e-c3c1-4fb9-a2d9-085777fceffd","name":"audit-orders-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.14","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"9ac83655-f179-4472-a92b-a84fefc265ca","resource_id":"a09bf30f-bf61-44e5-a98a-4df7d8871d8c","name":"audit-billing-2","status":"SHUTOFF","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.15","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"ab272130-16c1-4110-afdb-3f14d6804932","resource_id":"4b44648d-2bf3-4b7b-abf2-567e1e7bc919","name":"audit-people-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.16","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"6c19ca2e-296f-45f3-a075-dbbd7ba3ac85","resource_id":"b2066a77-5db2-4437-a65c-e8837985161a","name":"audit-stock-2","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.17","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"18622d28-e98d-4189-a72d-eb314ed3253d","resource_id":"8ee631ca-63d5-466b-aa5e-249a57074881","name":"audit-orders-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.18","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"35001b72-4ca0-479f-a263-072440e24526","resource_id":"e415c33f-9e43-4bcb-addc-6d1160978032","name":"audit-billing-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.19","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"543371f7-cdfc-413e-afae-bc5af1e62479","resource_id":"12ce8e32-c050-429a-a0c6-4ebe51f42001","name":"audit-people-3","status":"ACTIVE","task":"NO_TASK","security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa","enterprise_project_id":"0","connect_ip":"10.30.1.20","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]},{"instance_id":"b221a62e-ca00-491a-a99d-11b0c51ba51e","resource_id":"b5a67060-0c47-40aa-aa55-153ba783c42a","name":"audit-stock-3","status":"SHUTOFF","task":"NO_TASK","security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43","enterprise_project_id":"0","connect_ip":"10.30.1.21","connectIpv6":"","comment":"","vpc_id":"82c09ce3-2c80-4cc9-a8cb-fdc79513e085","subnet_id":"","port_id":"","charge_model":"Period","cpu":4,"ram":16,"database_limit":3,"config_num":1,"effect":1,"remain_days":"90","keep_days":"180","region":"cn-north-4","zone":"az1","specification":"professional","version":"24.10.0","timezone":"+08:00","created":"2025-01-01T00:00:00Z","expired":"2027-01-01T00:00:00Z","binding_db_type":"RDS","supported_feature":[]}],"next":{"offset":12,"marker":null,"more":false}}',NULL);
CREATE TABLE journal_change (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  lane TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  item INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  file TEXT,
  line INTEGER,
  "column" INTEGER,
  PRIMARY KEY (run, sequence, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_change" VALUES(1,3,0,'sent','',3,0,'modifyWhitelistPolicy','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","policy_id":"e8776b33-82da-42ee-a0f4-83c35463ab63"}','{"learning_days":7,"dir_list":[]}','{"enterprise_project_id":"0","learning_days":21,"dir_list":["/opt/x"]}','<stdin>',4,1);
INSERT INTO "journal_change" VALUES(1,6,0,'sent','',6,0,'setSecurityGroup','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","instance_id":"062212d8-8e30-4783-9671-43f3f1f3bb1e"}','{"security_group_id":"afa37019-986b-4041-a031-a2fbf6b6c9aa"}','{"security_group_id":"a71a23a0-c6e4-405d-a4a0-4a97926f9a63"}','<stdin>',5,1);
INSERT INTO "journal_change" VALUES(1,7,0,'sent','',0,0,'ignorePort','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","agent_id":"agent-1","port":22,"port_type":"TCP"}',NULL,'{"status":"ignored","category":"host"}','<stdin>',1,1);
INSERT INTO "journal_change" VALUES(1,7,1,'collapsed','',1,0,'ignorePort','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","agent_id":"agent-1","port":22,"port_type":"TCP"}',NULL,'{"status":"ignored","category":"host"}','<stdin>',2,1);
INSERT INTO "journal_change" VALUES(1,7,2,'sent','',0,1,'ignorePort','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","agent_id":"agent-2","port":22,"port_type":"TCP"}',NULL,'{"status":"ignored","category":"host"}','<stdin>',1,1);
INSERT INTO "journal_change" VALUES(2,4,0,'sent','',2,0,'setSecurityGroup','{"project":"28d13337fccf1bbca8d4213cfc9da9b4","instance_id":"12800197-a29d-4901-a368-51424ed198d0"}','{"security_group_id":"0bead029-d0b6-4fe9-a6af-6c58c9f3cb43"}','{"security_group_id":"f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd"}','<stdin>',3,7);
CREATE TABLE journal_change_outcome (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  change INTEGER NOT NULL,
  result TEXT NOT NULL,
  request_id TEXT,
  status INTEGER,
  code TEXT,
  message TEXT,
  facts TEXT,
  PRIMARY KEY (run, sequence, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_content (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO "journal_content" VALUES(1,X'895DD74C78C43DD9331C5F3FE620A106A8129385D513AA49AFDAEF7F2AD14D25',X'69676E6F7265506F7274285B226167656E742D31222C20226167656E742D32225D2C2032322C202254435022290A69676E6F7265506F727428226167656E742D31222C2032322C202254435022290A706F6C696379203D2077686974656C697374506F6C696369657328295B305D0A6D6F6469667957686974656C697374506F6C69637928706F6C6963792C206C6561726E696E6744617973203D2032312C2064697273203D205B222F6F70742F78225D290A736574536563757269747947726F7570286175646974496E7374616E63657328295B305D2C20736563757269747947726F75707328295B315D290A7072696E742822646F6E6522290A');
INSERT INTO "journal_content" VALUES(2,X'94E0C4C5AEECB434D7B9BC24BB5A88718FBCCA55A4865C36D13E83BFCB0495A2',X'666F756E64203D206175646974496E7374616E63657328290A67726F7570203D20736563757269747947726F75707328295B345D0A7072696E7428736574536563757269747947726F757028666F756E645B315D2C2067726F7570292E6F6B290A7072696E7428736574536563757269747947726F757028666F756E645B325D2C2067726F7570292E6F6B290A');
CREATE TABLE journal_event (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT,
  code INTEGER,
  user TEXT,
  host TEXT,
  process INTEGER,
  boot TEXT,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_event" VALUES(1,11,X'266AB88DEF34E50B399679D25B32760ADABA4B21274C1EE2241EFEA95D2FDD98',1795991095524,4308136647003,'ended','{"exit_code":0,"applied":{"ignorePort":3,"modifyWhitelistPolicy":1,"setSecurityGroup":1},"superseded":0,"failed":0,"unsent":0,"requests":{"BatchModifyPortStatus":1,"ChangeAppWhitelistPolicy":1,"ListAppWhitelistPolicy":2,"ListAuditInstancesNew":1,"ListSecurityGroups":1,"UpdateAuditSecurityGroupNew":1},"resumable":false}',0,NULL,NULL,NULL,NULL);
CREATE TABLE journal_head (
  run INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  started INTEGER NOT NULL,
  touched INTEGER NOT NULL,
  last INTEGER NOT NULL,
  hash BLOB NOT NULL,
  pruned INTEGER
) STRICT;
INSERT INTO "journal_head" VALUES(1,'r-20261129-xwcf',1795991095444,1795991095524,11,X'266AB88DEF34E50B399679D25B32760ADABA4B21274C1EE2241EFEA95D2FDD98',NULL);
INSERT INTO "journal_head" VALUES(2,'r-20261129-xwcy',1795991096627,1795991096740,5,X'0EDEBDFAB80B599017FBAF1C17F7F9290DECDBD32DAB4F5D17631561CA201555',NULL);
CREATE TABLE journal_input (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  digest BLOB NOT NULL,
  size INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_input" VALUES(1,1,X'C75637BC2C1F5FC2A10CBEFA79B4169B154E9B09EB8332CB3F3A55883B24AF8F',1795991095444,4308056439604,'standardInput','<stdin>',X'895DD74C78C43DD9331C5F3FE620A106A8129385D513AA49AFDAEF7F2AD14D25',252,1);
INSERT INTO "journal_input" VALUES(2,1,X'558002D81B95FFB8331048C1B8E4FF56DD13B828CA749E0139E474314FB0277F',1795991096627,4309239740476,'standardInput','<stdin>',X'94E0C4C5AEECB434D7B9BC24BB5A88718FBCCA55A4865C36D13E83BFCB0495A2',141,1);
CREATE TABLE journal_intent (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  pack INTEGER PRIMARY KEY AUTOINCREMENT,
  operation TEXT NOT NULL,
  request TEXT NOT NULL,
  idempotent INTEGER NOT NULL,
  UNIQUE (run, sequence)
) STRICT;
INSERT INTO "journal_intent" VALUES(1,3,X'1736F1568373F045440EBB2FB4D9AA6251BB5DE1A06488BF075205A01DA744EB',1795991095475,4308087890502,1,'ChangeAppWhitelistPolicy','71f2e9180d6b01a0cb34c6e2660ec4bad04ab8e0fdf71c652f2592c3100fd2b0',1);
INSERT INTO "journal_intent" VALUES(1,6,X'B2DFD42EB1CEF056C7024F4E8C4D81A9AA57076BF794E385BBF990C1F6D894D2',1795991095477,4308089741912,2,'UpdateAuditSecurityGroupNew','58b148b9a5c0d87f146d1838d3b7dea96c72e315a45d8abad6a0e4ecb655924d',1);
INSERT INTO "journal_intent" VALUES(1,7,X'0D5FAD32C944C8EFDDFDC8F1A76943BEAC73B524D4703C09C7A789A2DC10CA7C',1795991095477,4308090039249,3,'BatchModifyPortStatus','8b9c11fac59caca7358c1c921339681f9bdfe2d07b67b2518e4af3263df27656',1);
INSERT INTO "journal_intent" VALUES(2,4,X'8D8FE0E23EC999CDAEEDB36A9BBACE442185869D499B030921CDDB2B99C20E7C',1795991096714,4309326848979,4,'UpdateAuditSecurityGroupNew','9ed692bbb3aa1d14033e7e54837b052bca49b224076336b46e468af4e3d2a874',1);
CREATE TABLE journal_outcome (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  pack INTEGER NOT NULL,
  result TEXT NOT NULL,
  request_id TEXT,
  status INTEGER,
  code TEXT,
  message TEXT,
  facts TEXT,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_outcome" VALUES(1,8,X'44133DCF485E8D231FA415E209523C9C0848F3650BD7D40083CC58D89680734B',1795991095507,4308119997039,1,'applied','7531eaf8a9cd665d41445eb65a987149',NULL,NULL,NULL,NULL);
INSERT INTO "journal_outcome" VALUES(1,9,X'F18071D2D58D3104AB514FB683C202D0708957E5986EF9E162441C84C408E1A9',1795991095512,4308124451255,2,'applied','0f58c61d5b7088f53c7e54457d371235',NULL,NULL,NULL,NULL);
INSERT INTO "journal_outcome" VALUES(1,10,X'B5F9713DFE3B57A17DCFEA3FD0C4C4B2A9670F3D69365A10D81A1979F94457C3',1795991095512,4308124482671,3,'applied','d22b09e3dc212f75a9f18f40c9246756',NULL,NULL,NULL,NULL);
INSERT INTO "journal_outcome" VALUES(2,5,X'0EDEBDFAB80B599017FBAF1C17F7F9290DECDBD32DAB4F5D17631561CA201555',1795991096740,4309353122692,4,'applied','2b605b7046cd4a9e9d51cda5aaafcaec',NULL,NULL,NULL,NULL);
CREATE TABLE journal_plan (
  plan TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_start (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  id TEXT NOT NULL,
  mode TEXT NOT NULL,
  parent TEXT,
  script TEXT NOT NULL,
  arguments TEXT NOT NULL,
  settings TEXT NOT NULL,
  profile TEXT,
  project TEXT,
  region TEXT,
  engine TEXT NOT NULL,
  user TEXT NOT NULL,
  host TEXT NOT NULL,
  process INTEGER NOT NULL,
  boot TEXT NOT NULL,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_start" VALUES(1,0,X'CD956DD6C1474EC76C23F13560461909F56DB109EAC31AF378AB8363C84900CC',1795991095444,4308056439604,'r-20261129-xwcf','run',NULL,'<stdin>','{"positional":[]}','{"file":"-","folder":"/srv/runbooks","working_folder":"/srv/runbooks","words":[],"endpoints":{},"flags":{}}','sandbox','28d13337fccf1bbca8d4213cfc9da9b4','cn-north-4','0.1.0','root','vm',16458,'0d36bd50-9735-4410-8686-aa8b4b80fa13');
INSERT INTO "journal_start" VALUES(2,0,X'8A92A8C3B9B5BF3FE2575D3A1D1B2C8FA78112FD073EBD32157E43025D86EB87',1795991096627,4309239740476,'r-20261129-xwcy','run',NULL,'<stdin>','{"positional":[]}','{"file":"-","folder":"/srv/runbooks","working_folder":"/srv/runbooks","words":[],"endpoints":{},"flags":{"rates":["dbss=1/h"]}}','sandbox','28d13337fccf1bbca8d4213cfc9da9b4','cn-north-4','0.1.0','root','vm',16518,'0d36bd50-9735-4410-8686-aa8b4b80fa13');
CREATE TABLE journal_target (
  target TEXT NOT NULL,
  pack INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (target, pack, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_target_end (pack INTEGER NOT NULL) STRICT;
INSERT INTO "journal_target_end" VALUES(0);
CREATE INDEX history_by_profile ON history (profile, id);
CREATE INDEX call_grant_by_key ON call_grant (key);
CREATE INDEX journal_input_by_digest ON journal_input (digest);
CREATE INDEX journal_outcome_by_pack ON journal_outcome (pack);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal_head',2);
INSERT INTO "sqlite_sequence" VALUES('journal_intent',4);
