import { createHash } from "node:crypto";
import { z } from "zod";
import { badRequest, conflict, notFound, ok, param, parse, type Answer, type Call } from "../call";
import { microTime } from "../clock";

const keyBody = z.object({
  keypair: z.object({
    name: z.string().min(1),
    public_key: z.string().optional(),
    type: z.string().optional(),
    user_id: z.string().optional(),
  }),
});

export function fingerprintOf(publicKey: string): string {
  const digest = createHash("md5")
    .update(Buffer.from(publicKey.split(/\s+/)[1] ?? "", "base64"))
    .digest("hex");
  return digest.match(/../g)?.join(":") ?? "";
}

export function createKey(call: Call): Answer {
  const asked = parse(call, keyBody).keypair;
  if (asked.public_key === undefined)
    throw badRequest("Invalid input for field/attribute keypair. 'public_key' is a required property");
  if (!/^(ssh-|ecdsa-)\S+ \S+/.test(asked.public_key))
    throw badRequest("Keypair data is invalid: failed to generate fingerprint");
  const id = `${call.caller.userId}/${asked.name}`;
  if (call.site.nova.keypairs.get(id) !== undefined) throw conflict(`Key pair '${asked.name}' already exists.`);
  const row = call.site.nova.keypairs.put({
    id,
    name: asked.name,
    userId: call.caller.userId,
    publicKey: asked.public_key,
    fingerprint: fingerprintOf(asked.public_key),
    createdAt: call.world.clock.now(),
  });
  return {
    status: 201,
    body: {
      keypair: {
        type: "ssh",
        name: row.name,
        public_key: row.publicKey,
        fingerprint: row.fingerprint,
        user_id: row.userId,
      },
    },
  };
}

export function key(call: Call) {
  const owner = call.caller.isAdmin ? (call.query.get("user_id") ?? call.caller.userId) : call.caller.userId;
  const row = call.site.nova.keypairs.get(`${owner}/${param(call, "name")}`);
  if (row === undefined) throw notFound(`Keypair ${param(call, "name")} not found for user ${owner}`);
  return row;
}

export function showKey(call: Call): Answer {
  const row = key(call);
  return ok({
    keypair: {
      name: row.name,
      public_key: row.publicKey,
      fingerprint: row.fingerprint,
      user_id: row.userId,
      created_at: microTime(row.createdAt),
      deleted: false,
      deleted_at: null,
      id: 1,
      updated_at: null,
      type: "ssh",
    },
  });
}

export function listKeys(call: Call): Answer {
  const mine = call.site.nova.keypairs.all().filter((row) => row.userId === call.caller.userId);
  return ok({
    keypairs: mine.map((row) => ({
      keypair: { name: row.name, public_key: row.publicKey, fingerprint: row.fingerprint, type: "ssh" },
    })),
  });
}
