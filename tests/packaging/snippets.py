"""What a workflow of GitHub, or a configuration of GitLab, has its runner do, as JSON.

Called with a file: for each job its commands, each with whether it runs after a failure, and the files
that are uploaded in the end.
"""

import json
import sys

import yaml


def github(job):
    runs = [
        {"line": step["run"], "if_failed": "failure()" in step.get("if", "")}
        for step in job["steps"]
        if "run" in step
    ]
    uploads = [
        step["with"]["sarif_file"] for step in job["steps"] if "sarif_file" in step.get("with", {})
    ]
    return {"runs": runs, "uploads": uploads}


def gitlab(job):
    runs = [{"line": line, "if_failed": False} for line in job["script"]]
    return {"runs": runs, "uploads": list(job["artifacts"]["reports"].values())}


with open(sys.argv[1], encoding="utf-8") as file:
    described = yaml.safe_load(file)
jobs = described.get("jobs")
print(json.dumps([github(job) for job in jobs.values()] if jobs else [gitlab(job) for job in described.values()]))
