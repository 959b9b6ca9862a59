# Writes every configuration file. Sourced by up.sh.
# R is r1 or r2; REGION its name in the catalog; N, K and T: see regions() in env.sh.

db() { echo "mysql+pymysql://root@localhost/$1?unix_socket=$CLOUD_DIR/mysql.sock&charset=utf8"; }

common() { # SERVICE_USER, DATABASE: what every service's file begins with
  cat <<EOF
[DEFAULT]
debug = False
host = $R
my_ip = $CLOUD_HOST
state_path = $D_/$R/$1
transport_url = rabbit://guest:guest@$CLOUD_HOST:5672/$R
rpc_response_timeout = 60
[database]
connection = $(db "$2")
max_pool_size = 5
max_overflow = 20
[oslo_concurrency]
lock_path = $D_/$R/lock
[oslo_policy]
enforce_new_defaults = ${CLOUD_NEW_DEFAULTS:-True}
enforce_scope = False
[oslo_messaging_notifications]
driver = noop
[oslo_messaging_rabbit]
heartbeat_timeout_threshold = 0
$(auth keystone_authtoken "$1")
service_type = $(service_type "$1")
memcached_servers = $CLOUD_HOST:$MEMCACHED
service_token_roles = service
service_token_roles_required = True
EOF
}

service_type() { # SERVICE_USER: its type in the catalog. Without it keystonemiddleware
  # answers 401 to every application credential that has access rules.
  case $1 in
    glance) echo image;; placement) echo placement;; nova) echo compute;; neutron) echo network;;
    cinder) echo volumev3;; manila) echo sharev2;; heat) echo orchestration;; swift) echo object-store;;
    *) echo "no service type for $1" >&2; return 1;;
  esac
}

auth() { # SECTION USER: password credentials of a service account
  cat <<EOF
[$1]
auth_type = password
auth_url = http://$CLOUD_HOST:${K}5000/v3
www_authenticate_uri = http://$CLOUD_HOST:${K}5000/v3
username = $2
password = $CLOUD_PASSWORD
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = $REGION
EOF
}

write_keystone() {
  mkdir -p "$E_/keystone$T"
  cat > "$E_/keystone$T/keystone.conf" <<EOF
[DEFAULT]
public_endpoint = http://$CLOUD_HOST:${K}5000/
max_token_size = 512
[database]
connection = $(db "keystone$T")
[fernet_tokens]
key_repository = $D_/keystone$T/fernet
[fernet_receipts]
key_repository = $D_/keystone$T/fernet
[credential]
key_repository = $D_/keystone$T/credential
[identity]
password_hash_rounds = 4
[token]
provider = fernet
expiration = 3600
[cache]
enabled = True
backend = oslo_cache.memcache_pool
memcache_servers = $CLOUD_HOST:$MEMCACHED
[oslo_messaging_notifications]
driver = noop
EOF
}

write_region() {
  local d=$E_/$R backups=$D_/backup
  [ "$CLOUD_BACKUP_SHARED" = yes ] || backups=$backups-$R
  mkdir -p "$d" "$D_/$R"/{lock,glance,nova,neutron,cinder,manila,heat,nfs1,nfs2,images} \
    "$D_/$R"/cinder/{mnt,backup_mnt,conversion} "$backups"

  cp /usr/share/glance-common/glance-api-paste.ini "$d/"
  cp /usr/share/glance-common/schema-image.json "$d/"
  { common glance "glance_$R"; cat <<EOF
[DEFAULT]
bind_host = $CLOUD_HOST
bind_port = ${N}9292
enforce_secure_rbac = ${CLOUD_NEW_DEFAULTS:-True}
workers = 0
node_staging_uri = file://$D_/$R/glance/staging
enabled_backends = store:file
[paste_deploy]
flavor = keystone
config_file = $d/glance-api-paste.ini
[glance_store]
default_backend = store
[store]
filesystem_store_datadir = $D_/$R/images
[os_glance_staging_store]
filesystem_store_datadir = $D_/$R/glance/staging
[os_glance_tasks_store]
filesystem_store_datadir = $D_/$R/glance/tasks
EOF
  } > "$d/glance-api.conf"

  mkdir -p "$d/placement"
  { common placement "placement_$R"; cat <<EOF
[placement_database]
connection = $(db "placement_$R")
[api]
auth_strategy = keystone
[oslo_policy]
# 8.0.0's new defaults want system scope, which no nova service has
enforce_new_defaults = False
EOF
  } > "$d/placement/placement.conf"

  cp /usr/share/neutron-common/api-paste.ini "$d/neutron-paste.ini"
  { common neutron "neutron_$R"; cat <<EOF
[DEFAULT]
bind_host = $CLOUD_HOST
bind_port = ${N}9696
api_paste_config = $d/neutron-paste.ini
api_workers = 0
rpc_workers = 0
rpc_state_report_workers = 0
core_plugin = ml2
service_plugins = router
notify_nova_on_port_status_changes = False
notify_nova_on_port_data_changes = False
dhcp_agent_notification = False
[quotas]
quota_network = $CLOUD_QUOTA
quota_subnet = $CLOUD_QUOTA
quota_port = -1
quota_router = $CLOUD_QUOTA
quota_floatingip = $CLOUD_QUOTA
quota_security_group = $CLOUD_QUOTA
quota_security_group_rule = -1
[ml2]
type_drivers = flat,vlan,vxlan
tenant_network_types = vxlan
mechanism_drivers = bindall
extension_drivers = port_security
[ml2_type_flat]
flat_networks = public
[ml2_type_vxlan]
vni_ranges = 1:1000
EOF
  auth nova nova; auth placement placement; } > "$d/neutron.conf"

  cp /usr/share/nova-common/api-paste.ini "$d/nova-paste.ini"
  { common nova "nova_$R"; cat <<EOF
[DEFAULT]
enabled_apis = osapi_compute
osapi_compute_listen = $CLOUD_HOST
osapi_compute_listen_port = ${N}8774
osapi_compute_workers = 1
compute_driver = cloud_nova.FakeDriver
vif_plugging_is_fatal = False
vif_plugging_timeout = 0
report_interval = 10
service_down_time = 60
periodic_fuzzy_delay = 0
update_resources_interval = 15
[api_database]
connection = $(db "nova_api_$R")
[wsgi]
api_paste_config = $d/nova-paste.ini
[quota]
instances = $CLOUD_QUOTA
cores = -1
ram = -1
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 5
[glance]
api_servers = http://$CLOUD_HOST:${N}9292
[cinder]
os_region_name = $REGION
catalog_info = volumev3::publicURL
[vnc]
enabled = False
EOF
  auth service_user nova; echo "send_service_user_token = True"
  auth neutron neutron; auth placement placement; } > "$d/nova.conf"

  cp /usr/share/cinder-common/api-paste.ini "$d/cinder-paste.ini"
  cp /etc/cinder/resource_filters.json "$d/" 2>/dev/null || true
  echo "$CLOUD_HOST:$D_/$R/nfs1" > "$d/nfs1"
  echo "$CLOUD_HOST:$D_/$R/nfs2" > "$d/nfs2"
  local other=r2; [ "$R" = r2 ] && other=r1
  { common cinder "cinder_$R"; cat <<EOF
[DEFAULT]
osapi_volume_listen = $CLOUD_HOST
osapi_volume_listen_port = ${N}8776
osapi_volume_workers = 1
api_paste_config = $d/cinder-paste.ini
resource_query_filters_file = $d/resource_filters.json
enabled_backends = nfs1,nfs2
default_volume_type = standard
quota_volumes = $CLOUD_QUOTA
quota_snapshots = $CLOUD_QUOTA
quota_backups = $CLOUD_QUOTA
quota_groups = $CLOUD_QUOTA
quota_gigabytes = 100000
quota_backup_gigabytes = 100000
glance_api_servers = http://$CLOUD_HOST:${N}9292
os_region_name = $REGION
image_conversion_dir = $D_/$R/cinder/conversion
backup_driver = cinder.backup.drivers.$CLOUD_BACKUP_DRIVER
backup_compression_algorithm = zstd
# one account for all: with per_user, a record imported in another project
# looks for its objects in that project's own Swift account
backup_swift_auth = single_user
backup_swift_auth_url = http://$CLOUD_HOST:${K}5000/v3
backup_swift_auth_version = 3
backup_swift_user = cinder
backup_swift_key = $CLOUD_PASSWORD
backup_swift_project = service
backup_swift_user_domain = Default
backup_swift_project_domain = Default
backup_posix_path = $backups
backup_file_size = 4194304
backup_sha_block_size_bytes = 32768
backup_workers = 1
backup_max_operations = 4
rootwrap_config = /etc/cinder/rootwrap.conf
report_interval = 10
periodic_interval = 30
periodic_fuzzy_delay = 0
[backend_defaults]
nfs_mount_point_base = $D_/$R/cinder/mnt
nfs_snapshot_support = True
nas_secure_file_operations = False
nas_secure_file_permissions = False
[nfs1]
volume_driver = cloud_cinder.LocalNfsDriver
volume_backend_name = standard
nfs_shares_config = $d/nfs1
[nfs2]
volume_driver = cloud_cinder.ReplicatedNfsDriver
volume_backend_name = replicated
nfs_shares_config = $d/nfs2
replication_device = backend_id:site-$other
EOF
  auth nova nova; auth service_user cinder; echo "send_service_user_token = True"
  for s in privsep cinder_sys_admin privsep_osbrick; do
    printf '[%s]\nhelper_command = privsep-helper --config-file %s\n' $s "$d/cinder.conf"; done
  } > "$d/cinder.conf"

  cp /usr/share/manila-common/api-paste.ini "$d/manila-paste.ini"
  { common manila "manila_$R"; cat <<EOF
[DEFAULT]
osapi_share_listen = $CLOUD_HOST
osapi_share_listen_port = ${N}8786
osapi_share_workers = 1
api_paste_config = $d/manila-paste.ini
default_share_type = default
quota_shares = $CLOUD_QUOTA
quota_snapshots = $CLOUD_QUOTA
quota_share_replicas = $CLOUD_QUOTA
quota_gigabytes = 100000
quota_snapshot_gigabytes = 100000
quota_replica_gigabytes = 100000
enabled_share_backends = alpha,beta
enabled_share_protocols = NFS,CIFS
share_name_template = share-%s
rootwrap_config = /etc/manila/rootwrap.conf
replica_state_update_interval = 10
periodic_interval = 10
periodic_fuzzy_delay = 0
EOF
  for b in alpha:az-a beta:az-b; do cat <<EOF
[${b%:*}]
share_driver = manila.tests.share.drivers.dummy.DummyDriver
share_backend_name = ${b%:*}
backend_availability_zone = ${b#*:}
driver_handles_share_servers = False
replication_domain = dummy
dummy_driver_default_driver_method_delay = 0.5
dummy_driver_driver_methods_delays = ensure_share:0.1,create_share:1.5,get_pool:0.1,do_setup:0.05,_get_pools_info:0.1,_update_share_stats:0.1,create_replica:3,delete_replica:1,promote_replica:2,update_replica_state:0.3,create_replicated_snapshot:1.5,delete_replicated_snapshot:1,update_replicated_snapshot:0.3
EOF
  done
  auth neutron neutron; auth nova nova; auth cinder cinder; } > "$d/manila.conf"

  cp /etc/heat/api-paste.ini "$d/heat-paste.ini"
  { common heat "heat_$R"; cat <<EOF
[DEFAULT]
region_name_for_services = $REGION
stack_domain_admin = heat_domain_admin
stack_domain_admin_password = $CLOUD_PASSWORD
stack_user_domain_name = heat
num_engine_workers = 1
heat_metadata_server_url = http://$CLOUD_HOST:${N}8000
auth_encryption_key = notgood-but-just-long-enough-aaa
environment_dir = /etc/heat/environment.d
template_dir = /etc/heat/templates
[heat_api]
bind_host = $CLOUD_HOST
bind_port = ${N}8004
workers = 1
[paste_deploy]
api_paste_config = $d/heat-paste.ini
[clients]
endpoint_type = publicURL
[clients_keystone]
auth_uri = http://$CLOUD_HOST:${K}5000
EOF
  auth trustee heat; } > "$d/heat.conf"
}

write_swift() { # one proxy and one copy of everything, for all regions of a cloud
  local d=$E_/swift$T s port=${K}6200
  mkdir -p "$d" "$D_/swift$T/d1"
  for s in object container account; do
    cat > "$d/$s-server.conf" <<EOF
[DEFAULT]
user = root
swift_dir = $d
devices = $D_/swift$T
mount_check = false
bind_ip = $CLOUD_HOST
bind_port = $port
workers = 0
log_facility =
[pipeline:main]
pipeline = $s-server
[app:$s-server]
use = egg:swift#$s
EOF
    if [ ! -e "$d/$s.ring.gz" ]; then
      (cd "$d" && for a in "create 4 1 1" "add r1z1-$CLOUD_HOST:$port/d1 1" rebalance; do
        swift-ring-builder $s.builder $a >>"$L_/swift-rings.log" 2>&1; done)
    fi
    port=$((port + 1))
  done
  { cat <<EOF
[DEFAULT]
user = root
swift_dir = $d
bind_ip = $CLOUD_HOST
bind_port = ${K}8080
workers = 0
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl authtoken keystoneauth copy container-quotas account-quotas slo dlo versioned_writes symlink proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member
reseller_admin_role = ResellerAdmin
EOF
  auth filter:authtoken swift
  echo 'paste.filter_factory = keystonemiddleware.auth_token:filter_factory'
  echo "service_type = $(service_type swift)"
  echo 'delay_auth_decision = True'
  echo 'service_token_roles_required = True'
  echo "memcached_servers = $CLOUD_HOST:$MEMCACHED"
  printf '[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = %s\n' "$CLOUD_HOST:$MEMCACHED"
  for s in catch_errors gatekeeper healthcheck proxy-logging:proxy_logging listing_formats bulk tempurl copy \
    container-quotas:container_quotas account-quotas:account_quotas slo dlo versioned_writes symlink; do
    printf '[filter:%s]\nuse = egg:swift#%s\n' "${s%:*}" "${s#*:}"; done
  } > "$d/proxy-server.conf"
}
