"""Runs the vendor's Python SDK, unchanged, against `reeve sandbox`; `scripts/sdk-test` calls it."""
import json
import subprocess
import sys
import unittest

import accounts
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkdbss.v1 import (
    DbssClient, ListAuditInstancesNewRequest, SecurityGroupRequest,
    UpdateAuditSecurityGroupNewRequest,
)
from huaweicloudsdkeps.v1 import EpsClient, ListEnterpriseProjectRequest
from huaweicloudsdkhss.v5 import (
    BatchModifyPortStatusRequest, ChangeAppWhitelistPolicyRequest,
    ChangeAppWhitelistPolicyRequestInfo, HssClient, ListAppWhitelistPolicyHostRequest,
    ListAppWhitelistPolicyRequest, ListHostGroupsRequest, ListHostStatusRequest,
    ListPortHostRequest, ListPortStatisticsRequest, ListPortsRequest, ListPortStatusRequestInfo,
    PortStatusRequestInfo, ShowAppWhitelistPolicyRequest,
)
from huaweicloudsdkiam.v3 import KeystoneListAuthDomainsRequest, KeystoneListProjectsRequest
from huaweicloudsdkvpc.v3 import ListSecurityGroupsRequest, VpcClient


class Sandbox:
    """The program as its users run it."""

    def __init__(self, program, *flags):
        self.process = subprocess.Popen(
            [program, "sandbox", "--port", "0", "--print-credentials", "--in-memory", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.known = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


PROGRAM = sys.argv.pop(1)


def with_each_account(test):
    """Runs a test once for each way to prove who one is."""
    def run(self):
        for number, account in enumerate(accounts.ALL):
            with self.subTest(account=account):
                test(self, account, number)
    return run


class Case(unittest.TestCase):
    flags = ()

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(PROGRAM, *cls.flags)
        cls.known = cls.sandbox.known

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def client(self, kind, account="keys"):
        credentials = accounts.ALL[account](self.known)
        region = Region(self.known["region"], self.known["endpoint"])
        return kind.new_builder().with_credentials(credentials).with_region(region).build()

    def policy(self, hss):
        request = ListAppWhitelistPolicyRequest(
            enterprise_project_id="all_granted_eps", limit=100, offset=0)
        policies = hss.list_app_whitelist_policy(request).data_list
        return next(p for p in policies if p.policy_id == self.known["policy_id"])


class Writes(Case):
    @with_each_account
    def test_ports_are_ignored_and_reported_again(self, account, number):
        hss = self.client(HssClient, account)
        for action in ("ignore", "not_ignore"):
            body = ListPortStatusRequestInfo(operate_type=action, data_list=[
                PortStatusRequestInfo(
                    agent_id=self.known["agent_id"], port=port, port_type="TCP",
                    host_id=self.known["host_id"]) for port in range(1, 201)])
            response = hss.batch_modify_port_status(BatchModifyPortStatusRequest(
                category="host", enterprise_project_id="0", body=body))
            self.assertEqual(response.status_code, 200)

    @with_each_account
    def test_a_policy_is_replaced(self, account, number):
        hss = self.client(HssClient, account)
        name = f"policy {number} 策略"
        hss.change_app_whitelist_policy(ChangeAppWhitelistPolicyRequest(
            enterprise_project_id="0", body=ChangeAppWhitelistPolicyRequestInfo(
                policy_id=self.known["policy_id"], policy_name=name, policy_type="block",
                learning_days=3 + number, specified_dir=True, intercept=number % 2 == 0,
                auto_confirm=True, auto_detect=False, dir_list=["/opt"], ext_list=["sh"],
                host_id_list=[self.known["host_id"]])))
        policy = self.policy(hss)
        self.assertEqual(
            (policy.policy_name, policy.learning_days, policy.dir_list,
             policy.file_extension_list, policy.host_id_list, policy.intercept),
            (name, 3 + number, ["/opt"], ["sh"], [self.known["host_id"]], number % 2 == 0))

    @with_each_account
    def test_an_instance_is_moved(self, account, number):
        dbss = self.client(DbssClient, account)
        vpc = self.client(VpcClient, account)
        groups = vpc.list_security_groups(ListSecurityGroupsRequest(limit=100)).security_groups
        for group in groups[:2]:
            response = dbss.update_audit_security_group_new(
                UpdateAuditSecurityGroupNewRequest(body=SecurityGroupRequest(
                    instance_id=self.known["instance_id"], securitygroup_ids=[group.id])))
            self.assertEqual(response.result, "success")
            instances = dbss.list_audit_instances_new(
                ListAuditInstancesNewRequest(limit="100", offset="0")).instances
            moved = next(i for i in instances if i.instance_id == self.known["instance_id"])
            self.assertEqual(moved.security_group_id, group.id)


class Reads(Case):
    def pages(self, call, request, size):
        """Every item, by pages, as a caller of the SDK goes over them."""
        items = []
        while True:
            request.limit, request.offset = size, len(items)
            answer = call(request)
            items += answer.data_list
            self.assertLessEqual(len(answer.data_list), size)
            if not answer.data_list or len(items) >= answer.total_num:
                self.assertEqual(len(items), answer.total_num)
                return items

    @with_each_account
    def test_hosts(self, account, number):
        hss = self.client(HssClient, account)
        everywhere = ListHostStatusRequest(enterprise_project_id="all_granted_eps")
        hosts = self.pages(hss.list_host_status, everywhere, 200)
        self.assertEqual(len({host.host_id for host in hosts}), len(hosts))
        self.assertIn(self.known["agent_id"], {host.agent_id for host in hosts})
        online = ListHostStatusRequest(
            enterprise_project_id="all_granted_eps", agent_status="online")
        found = self.pages(hss.list_host_status, online, 200)
        self.assertEqual(len(found), sum(host.agent_status == "online" for host in hosts))
        self.assertEqual({host.agent_status for host in found}, {"online"})
        one = ListHostStatusRequest(host_id=self.known["host_id"], limit=10, offset=0)
        answer = hss.list_host_status(one)
        self.assertEqual([h.agent_id for h in answer.data_list], [self.known["agent_id"]])

    def test_groups(self):
        hss = self.client(HssClient)
        groups = self.pages(hss.list_host_groups, ListHostGroupsRequest(), 10)
        self.assertTrue(all(group.group_id and group.group_name for group in groups))

    def test_ports(self):
        hss = self.client(HssClient)
        ports = self.pages(
            hss.list_ports, ListPortsRequest(host_id=self.known["host_id"], category="host"), 10)
        self.assertTrue(ports)
        self.assertEqual({port.agent_id for port in ports}, {self.known["agent_id"]})
        statistics = self.pages(hss.list_port_statistics, ListPortStatisticsRequest(), 10)
        count = next(s.num for s in statistics if (s.port, s.type) == (22, "TCP"))
        hosts = self.pages(
            hss.list_port_host, ListPortHostRequest(port=22, type="TCP", category="host"), 200)
        self.assertEqual(len(hosts), count)

    def test_policies(self):
        hss = self.client(HssClient)
        policies = self.pages(hss.list_app_whitelist_policy, ListAppWhitelistPolicyRequest(), 10)
        self.assertIn(self.known["policy_id"], {policy.policy_id for policy in policies})
        detail = hss.show_app_whitelist_policy(
            ShowAppWhitelistPolicyRequest(policy_id=self.known["policy_id"]))
        self.assertEqual(detail.policy_id, self.known["policy_id"])
        self.pages(hss.list_app_whitelist_policy_host, ListAppWhitelistPolicyHostRequest(), 10)

    def test_projects(self):
        credentials = accounts.GlobalCredentials(
            self.known["ak"], self.known["sk"], self.known["domain_id"])
        builder = EpsClient.new_builder().with_credentials(credentials)
        eps = builder.with_endpoint(self.known["endpoint"]).build()
        answer = eps.list_enterprise_project(ListEnterpriseProjectRequest(limit=100, offset=0))
        self.assertIn("0", {project.id for project in answer.enterprise_projects})
        iam = accounts.iam(self.known)
        answer = iam.keystone_list_projects(KeystoneListProjectsRequest(name=self.known["region"]))
        self.assertEqual([p.id for p in answer.projects], [self.known["project_id"]])
        domains = iam.keystone_list_auth_domains(KeystoneListAuthDomainsRequest()).domains
        self.assertEqual([domain.id for domain in domains], [self.known["domain_id"]])


class Refusals(Case):
    flags = ("--check-agents", "--deny", "UpdateAuditSecurityGroupNew")

    def refusal(self, call, request):
        with self.assertRaises(ClientRequestException) as caught:
            call(request)
        return caught.exception

    def ports(self, count, **members):
        entry = dict(agent_id=self.known["agent_id"], port=22, port_type="TCP") | members
        return BatchModifyPortStatusRequest(category="host", body=ListPortStatusRequestInfo(
            operate_type="ignore", data_list=[PortStatusRequestInfo(**entry)] * count))

    def test_too_many_entries(self):
        hss = self.client(HssClient)
        error = self.refusal(hss.batch_modify_port_status, self.ports(201))
        self.assertEqual((error.status_code, error.error_code), (400, "HSS.0001"))
        self.assertTrue(error.request_id)

    def test_an_agent_that_does_not_exist(self):
        hss = self.client(HssClient)
        error = self.refusal(hss.batch_modify_port_status, self.ports(3, agent_id="nobody"))
        self.assertEqual((error.status_code, error.error_code), (400, "HSS.0011"))

    def test_a_wrong_protocol(self):
        hss = self.client(HssClient)
        error = self.refusal(hss.batch_modify_port_status, self.ports(1, port_type="TPC"))
        self.assertEqual((error.status_code, error.error_code), (400, "HSS.0001"))

    def test_a_permission_that_is_missing(self):
        dbss = self.client(DbssClient)
        error = self.refusal(
            dbss.update_audit_security_group_new,
            UpdateAuditSecurityGroupNewRequest(body=SecurityGroupRequest(
                instance_id=self.known["instance_id"],
                securitygroup_ids=[self.known["security_group_id"]])))
        self.assertEqual(error.status_code, 403)

    def test_a_wrong_key(self):
        known = dict(self.known, sk="wrong")
        builder = HssClient.new_builder().with_credentials(accounts.keys(known))
        hss = builder.with_endpoint(known["endpoint"]).build()
        error = self.refusal(hss.list_host_groups, ListHostGroupsRequest(limit=10, offset=0))
        self.assertEqual((error.status_code, error.error_code), (401, "APIGW.0301"))


if __name__ == "__main__":
    unittest.main(verbosity=1)
