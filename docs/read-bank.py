#!/usr/bin/env python3
"""Reads a bank of Breakwater without Breakwater.

    openstack container save breakwater-<plan>      # into the present directory; or use the mounted one
    BREAKWATER_BANK_KEY=bw1-... python3 read-bank.py <directory of the bank> <directory to write to>

Writes every object of the newest whole state as plain text and says what could not be read.
Needs python3-cryptography, which the OpenStack client brings along.
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def text_of(bank, name, plan_id, key):
    envelope = json.loads((bank / name).read_text("utf-8"))
    body, encryption = envelope["body"], envelope["encryption"]
    if (envelope["planId"], envelope["name"]) != (plan_id, name):
        raise ValueError("it is another object than its name says")
    if hashlib.sha256(body.encode("utf-8")).hexdigest() != envelope["sha256"]:
        raise ValueError("it is damaged: its checksum differs")
    if encryption is None:
        return body, envelope["sha256"]
    nonce, tag = (base64.b64decode(encryption[part]) for part in ("nonce", "tag"))
    bound_to = f"breakwater-bank/{plan_id}/{name}".encode("utf-8")
    plain = AESGCM(key).decrypt(nonce, base64.b64decode(body) + tag, bound_to)
    return plain.decode("utf-8"), envelope["sha256"]


def key_of(head):
    if head["keyCheck"] is None:
        return None
    text = os.environ.get("BREAKWATER_BANK_KEY", "").strip()
    key = base64.urlsafe_b64decode(text.removeprefix("bw1-") + "=")
    check = hmac.new(key, f"breakwater-bank/key-check/{head['planId']}".encode("utf-8"), hashlib.sha256)
    if check.hexdigest() != head["keyCheck"]:
        sys.exit("BREAKWATER_BANK_KEY is not the key of this bank.")
    return key


def main(bank, target):
    head = json.loads((bank / "bank.json").read_text("utf-8"))
    if head["format"] != {"name": "breakwater-bank", "version": 1}:
        sys.exit("This is not a bank in format 1.")
    plan_id, key, missing = head["planId"], key_of(head), 0
    for path in sorted((bank / "index").glob("*.json"), reverse=True):
        name = f"index/{path.name}"
        try:
            index = json.loads(text_of(bank, name, plan_id, key)[0])
            break
        except Exception as problem:
            print(f"{name}: {problem or type(problem).__name__}", file=sys.stderr)
    else:
        sys.exit("No index can be read.")
    for entry in index["objects"]:
        try:
            text, checksum = text_of(bank, entry["name"], plan_id, key)
            if checksum != entry["sha256"]:
                raise ValueError("it is not the one that the index names")
        except Exception as problem:
            missing += 1
            print(f"{entry['name']}: {problem or type(problem).__name__}", file=sys.stderr)
            continue
        stem, _digest, extension = entry["name"].rsplit(".", 2)
        file = target / f"{stem}.{extension}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(file)
    return 1 if missing else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
