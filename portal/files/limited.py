"""Run a script with little memory and time, and no file to write: `python -I limited.py MEGABYTES SECONDS SCRIPT`.

See `sandbox`, which starts it. Nothing of the project is imported here.
"""

import resource
import runpy
import sys


def main():
    megabytes, seconds, script = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    limits = {
        resource.RLIMIT_AS: megabytes * 1024 * 1024,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    sys.argv = [script]
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
