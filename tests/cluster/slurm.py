# SPDX-License-Identifier: LGPL-2.1-or-later
"""A Slurm cluster of this machine alone: one controller, some node daemons, keys of their own."""

import os
import secrets
import shutil
import socket
import subprocess
import time

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20

CONFIGURATION = """\
ClusterName=equate
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc={folder}/jobs
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/controller.log
SlurmdLogFile={folder}/%n.log
ReturnToService=2
"""
NODE = "NodeName=n{0} NodeHostname={1} NodeAddr=127.0.0.1 Port={2} CPUs=1 State=UNKNOWN\n"
PARTITION = "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n"


def free_ports(count):
    """Ports that nobody listens on; all are held until each is known."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """Runs while the `with` block does."""

    def __init__(self, folder, nodes):
        self.folder, self.nodes = folder, nodes
        self.processes = []
        self.environment = {"SLURM_CONF": str(folder / "slurm.conf")}

    def __enter__(self):
        for name in ("munge", "state", *(f"spool-n{i}" for i in range(self.nodes))):
            (self.folder / name).mkdir(parents=True, mode=0o700)
        (self.folder / "jobs").touch()
        self.write_configuration()
        try:
            self.start_munge()
            self.start(["slurmctld", "-D"])
            for i in range(self.nodes):
                self.start(["slurmd", "-D", "-N", f"n{i}"])
            self.wait_until(lambda: self.idle_nodes() == self.nodes, "the nodes are idle")
        except Exception:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def write_configuration(self):
        host, ports = socket.gethostname(), free_ports(self.nodes + 1)
        with open(self.folder / "slurm.conf", "w", encoding="utf-8") as out:
            out.write(CONFIGURATION.format(host=host, ports=ports, folder=self.folder))
            for i in range(self.nodes):
                out.write(NODE.format(i, host, ports[i + 1]))
            out.write(PARTITION)

    def start_munge(self):
        folder = self.folder / "munge"
        (folder / "key").write_bytes(secrets.token_bytes(1024))
        (folder / "key").chmod(0o400)
        # --force: the folders above may be open to others, as those for temporary files are.
        self.start(["munged", "--foreground", "--force", f"--key-file={folder}/key",
                    f"--socket={folder}/socket", f"--pid-file={folder}/pid",
                    f"--log-file={folder}/log", f"--seed-file={folder}/seed"])
        self.wait_until((folder / "socket").exists, "munge listens")

    def start(self, command):
        path = shutil.which(command[0], path=os.defpath + ":/usr/sbin:/sbin")
        with open(self.folder / f"{command[0]}.out", "ab") as log:
            self.processes.append(subprocess.Popen(
                [path or command[0], *command[1:]], env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def wait_until(self, is_reached, what):
        end = time.monotonic() + SECONDS_TO_START
        while not is_reached():
            if time.monotonic() > end:
                raise ValueError(f"waited in vain until {what}: {self.last_words()}")
            time.sleep(0.2)

    def last_words(self):
        logs = [*self.folder.glob("*.log"), *self.folder.glob("*.out")]
        return "\n".join(f"{log.name}: {log.read_text(errors='replace')[-500:]}" for log in logs)

    def call(self, command, environment=None):
        done = subprocess.run(list(map(str, command)), timeout=300, capture_output=True, text=True,
                              env={**os.environ, **self.environment, **(environment or {})},
                              check=False)
        if done.returncode:
            raise ValueError(f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}"
                             f"{self.last_words()}")
        return done.stdout

    def idle_nodes(self):
        done = subprocess.run(["sinfo", "--noheader", "--Node", "--format=%T"], capture_output=True,
                              text=True, env={**os.environ, **self.environment}, check=False)
        return done.stdout.split().count("idle")

    def nodes_used(self):
        """The nodes on which jobs ended, as the cluster keeps the record."""
        words = (self.folder / "jobs").read_text(encoding="utf-8").split()
        return sorted({word.partition("=")[2] for word in words if word.startswith("NodeList=n")})

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
