"""The job of job.star with the vendor's SDK: lists of 200 ports, 8 threads."""
import csv
import sys
from concurrent.futures import ThreadPoolExecutor

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkhss.v5 import (
    BatchModifyPortStatusRequest, HssClient, ListPortStatusRequestInfo, PortStatusRequestInfo,
)


def main(agents, endpoint, ak, sk, project):
    client = HssClient.new_builder() \
        .with_credentials(BasicCredentials(ak, sk, project)).with_endpoint(endpoint).build()
    with open(agents, encoding="utf-8", newline="") as file:
        ports = [
            PortStatusRequestInfo(agent_id=row["agent_id"], port=port, port_type="TCP")
            for row in csv.DictReader(file) for port in (21, 23, 135, 3389)]

    def send(start):
        body = ListPortStatusRequestInfo(operate_type="ignore", data_list=ports[start:start + 200])
        client.batch_modify_port_status(BatchModifyPortStatusRequest(category="host", body=body))

    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(send, range(0, len(ports), 200)):
            pass


main(*sys.argv[1:])
