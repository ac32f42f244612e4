"""A Dask cluster until standard input ends: prints the scheduler's address and the workers' process ids."""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main() -> None:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=60
    ) as cluster:
        pids = " ".join(str(nanny.pid) for nanny in cluster.workers.values())
        print(cluster.scheduler_address.replace("tcp://", "dask://"), pids, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
