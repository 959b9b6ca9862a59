"""Fills the cloud, once: accounts and catalog ("identity"), then what each
region needs before a tenant can work in it ("resources"). Safe to run again."""
import io
import os
import sys
import time

from keystoneauth1 import adapter, exceptions, session
from keystoneauth1.identity import v3

HOST = os.environ.get('CLOUD_HOST', '127.0.0.1')
PASSWORD = os.environ.get('CLOUD_PASSWORD', 'secret')
SERVICES = os.environ.get(
    'CLOUD_SERVICES',
    'glance placement neutron nova cinder heat swift').split()
QUOTA = int(os.environ.get('CLOUD_QUOTA', '1000'))
REGIONS = {'RegionOne': '', 'RegionTwo': '1'}
SEPARATE = os.environ.get('CLOUD_KEYSTONES') == '2'     # two clouds of one region each

# catalog type: (name, port, path)
CATALOG = {
    'image': ('glance', 9292, ''),
    'placement': ('placement', 8778, ''),
    'network': ('neutron', 9696, ''),
    'compute': ('nova', 8774, '/v2.1'),
    'volumev3': ('cinderv3', 8776, '/v3/$(project_id)s'),
    'sharev2': ('manilav2', 8786, '/v2'),
    'orchestration': ('heat', 8004, '/v1/$(project_id)s'),
    'object-store': ('swift', 8080, '/v1/AUTH_$(project_id)s'),
}
PART = {'image': 'glance', 'placement': 'placement', 'network': 'neutron',
        'compute': 'nova', 'volumev3': 'cinder',
        'sharev2': 'manila',
        'orchestration': 'heat', 'object-store': 'swift'}
ONE_FOR_BOTH = {'object-store'}   # one process serves both regions


def auth_url(region):
    return 'http://%s:%s5000/v3' % (HOST, REGIONS[region] if SEPARATE else '')


def login(user='admin', project='admin', region='RegionOne'):
    return session.Session(v3.Password(
        auth_url(region), username=user, password=PASSWORD,
        project_name=project, user_domain_name='Default',
        project_domain_name='Default'))


class Client(adapter.Adapter):
    """JSON in, JSON out; 409 Conflict means that it is there already."""

    def call(self, method, path, body=None, ok=(), **kw):
        r = self.request(path, method, json=body, raise_exc=False, **kw)
        if r.status_code >= 400 and r.status_code not in (409,) + tuple(ok):
            raise SystemExit('%s %s: %s %s' % (method, path, r.status_code, r.text))
        return r.json() if r.text and r.status_code < 400 else None


def identity():
    for regions in [[r] for r in REGIONS] if SEPARATE else [list(REGIONS)]:
        fill_keystone(regions)


def fill_keystone(regions):
    url = auth_url(regions[0])
    k = Client(login(region=regions[0]), service_type='identity', endpoint_override=url)

    def ensure(kind, body, **query):
        kinds = kind + 's'
        query = query or {'name': body['name']}
        found = k.call('GET', '/' + kinds, params=query)[kinds]
        if found:
            return found[0]['id']
        return k.call('POST', '/' + kinds, {kind: body})[kind]['id']

    def grant(project, user, *names):
        for name in names:
            k.call('PUT', '/projects/%s/users/%s/roles/%s' % (project, user, roles[name]))

    have = [r['id'] for r in k.call('GET', '/regions')['regions']]
    for region in regions:
        if region not in have:
            k.call('POST', '/regions', {'region': {'id': region}})
    for name in ('admin', 'member', 'reader', 'service',
                 'heat_stack_user', 'creator', 'ResellerAdmin'):
        ensure('role', {'name': name})
    roles = {r['name']: r['id'] for r in k.call('GET', '/roles')['roles']}

    def user(name, project=None, *names):
        uid = ensure('user', {'name': name, 'password': PASSWORD, 'domain_id': 'default'})
        if project:
            grant(project, uid, *names)
        return uid

    projects = {name: ensure('project', {'name': name, 'domain_id': 'default'})
                for name in ('admin', 'service', 'demo', 'alt')}
    for name in ('glance', 'placement', 'neutron', 'nova', 'cinder', 'manila', 'heat', 'swift'):
        user(name, projects['service'], 'admin', 'service')
    user('demo', projects['demo'], 'member', 'reader')
    user('alt', projects['alt'], 'member', 'reader')
    user('viewer', projects['demo'], 'reader')
    user('admin', projects['demo'], 'admin')

    domain = ensure('domain', {'name': 'heat'})
    stack_admin = ensure('user', {'name': 'heat_domain_admin', 'password': PASSWORD,
                                  'domain_id': domain}, name='heat_domain_admin', domain_id=domain)
    k.call('PUT', '/domains/%s/users/%s/roles/%s' % (domain, stack_admin, roles['admin']))

    have = {(e['region_id'], e['service_id'], e['interface'])
            for e in k.call('GET', '/endpoints')['endpoints']}

    def endpoint(region, service, url):
        for interface in ('public', 'internal'):
            if (region, service, interface) not in have:
                k.call('POST', '/endpoints', {'endpoint': {
                    'region_id': region, 'service_id': service,
                    'interface': interface, 'url': url}})

    keystone = k.call('GET', '/services', params={'type': 'identity'})['services'][0]['id']
    endpoint(regions[-1], keystone, url)
    for kind, (name, port, path) in CATALOG.items():
        if PART[kind] not in SERVICES:
            continue
        service = ensure('service', {'name': name, 'type': kind}, type=kind)
        for region in regions:
            prefix = '' if kind in ONE_FOR_BOTH and not SEPARATE else REGIONS[region]
            endpoint(region, service, 'http://%s:%s%d%s' % (HOST, prefix, port, path))


def resources():
    for region in REGIONS:
        admin = login(region=region)

        def client(kind, s=admin, **kw):
            return Client(s, service_type=kind, region_name=region, interface='public', **kw)

        if 'nova' in SERVICES:
            c = client('compute')
            for i, (name, ram, disk, cpus) in enumerate((
                    ('m1.tiny', 512, 1, 1), ('m1.small', 2048, 20, 1),
                    ('m1.medium', 4096, 40, 2), ('m1.large', 8192, 80, 4))):
                c.call('POST', '/flavors', {'flavor': {
                    'id': str(i + 1), 'name': name, 'ram': ram, 'disk': disk, 'vcpus': cpus}})
            for _ in range(120):    # until a scheduler knows the compute host
                if c.call('GET', '/os-hypervisors')['hypervisors']:
                    break
                time.sleep(0.5)
        if 'neutron' in SERVICES:
            c = client('network')
            if not c.call('GET', '/v2.0/networks', params={'name': 'public'})['networks']:
                net = c.call('POST', '/v2.0/networks', {'network': {
                    'name': 'public', 'router:external': True,
                    'provider:network_type': 'flat',
                    'provider:physical_network': 'public'}})['network']['id']
                second = 24 if region == 'RegionOne' else 25
                c.call('POST', '/v2.0/subnets', {'subnet': {
                    'network_id': net, 'name': 'public', 'ip_version': 4, 'enable_dhcp': False,
                    'cidr': '172.%d.4.0/24' % second}})
        if 'cinder' in SERVICES:
            c = client('volumev3')
            # Zed keeps its default quotas in the database, where they hide the config's
            c.call('PUT', '/os-quota-class-sets/default', {'quota_class_set': dict(
                dict.fromkeys(('volumes', 'snapshots', 'backups', 'groups'), QUOTA),
                gigabytes=100000, backup_gigabytes=100000)})
            have = [t['name'] for t in c.call('GET', '/types')['volume_types']]
            for name, specs in (
                    ('standard', {'volume_backend_name': 'standard'}),
                    ('replicated', {'volume_backend_name': 'replicated',
                                    'replication_enabled': '<is> True'})):
                if name not in have:
                    c.call('POST', '/types', {'volume_type': {
                        'name': name, 'extra_specs': specs,
                        'os-volume-type-access:is_public': True}})
            g = client('volumev3', default_microversion='3.11')
            have = [t['name'] for t in g.call('GET', '/group_types')['group_types']]
            for name, specs in (
                    ('plain', {}),
                    ('replicated', {'group_replication_enabled': '<is> True',
                                    'consistent_group_snapshot_enabled': '<is> False'})):
                if name not in have:
                    made = g.call('POST', '/group_types', {'group_type': {
                        'name': name, 'is_public': True}})['group_type']['id']
                    if specs:
                        g.call('POST', '/group_types/%s/group_specs' % made, {'group_specs': specs})
        if 'manila' in SERVICES:
            c = client('sharev2', default_microversion='2.51')
            have = [t['name'] for t in c.call('GET', '/types')['share_types']]
            for name, specs in (
                    ('default', {}),
                    ('replicated', {'replication_type': 'readable'})):
                if name not in have:
                    c.call('POST', '/types', {'share_type': {
                        'name': name, 'share_type_access:is_public': True,
                        'extra_specs': dict(specs, driver_handles_share_servers='False',
                                            snapshot_support='True',
                                            create_share_from_snapshot_support='True',
                                            mount_snapshot_support='True',
                                            revert_to_snapshot_support='True')}})
        if 'glance' in SERVICES:
            c = client('image')
            if not c.call('GET', '/v2/images', params={'name': 'tiny'})['images']:
                image = c.call('POST', '/v2/images', {
                    'name': 'tiny', 'disk_format': 'raw', 'container_format': 'bare',
                    'visibility': 'public', 'min_disk': 0, 'min_ram': 0})['id']
                c.request('/v2/images/%s/file' % image, 'PUT', data=os.urandom(1 << 20),
                          headers={'Content-Type': 'application/octet-stream'})


def main(what):
    for attempt in range(60):
        try:
            return {'identity': identity, 'resources': resources}[what]()
        except (exceptions.ConnectFailure, exceptions.ServiceUnavailable) as e:
            print('waiting:', e, flush=True)
            time.sleep(1)
    raise SystemExit('gave up')


if __name__ == '__main__':
    main(sys.argv[1])
