/** A word as a shell takes it, whatever is in it. */
export function quoted(word: string): string {
  return /^[\w@%+:./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command with its options, one a line where it is long. Words that begin with a double quote are variables. */
export function command(...words: (string | null | false | undefined)[]): string {
  const parts = words.filter((word): word is string => typeof word === "string");
  const line = parts.join(" ");
  if (line.length <= 100) return line;
  return parts.reduce((text, part) => `${text}${part.startsWith("--") ? ` \\\n  ${part}` : ` ${part}`}`);
}

export const option = (name: string, value: string | null | undefined) =>
  // With "=", a value that begins with a dash is no option.
  value === null || value === undefined || value === "" ? null : `--${name}=${quoted(value)}`;
export const withVariable = (name: string, variable: string) => `--${name} "$${variable}"`;
export const remark = (text: string) => `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")}`;

/** Makes one thing, once, and remembers its id under the name. */
export function make(variable: string, ...words: Parameters<typeof command>): string {
  return command(`make ${variable} openstack`, ...words);
}

/** Does one thing once. */
export function once(variable: string, ...words: Parameters<typeof command>): string {
  return command(`once ${variable} openstack`, ...words);
}

/** A file with this content, however odd it is; base64 never ends a here-document. */
export function fileOf(path: string, base64: string): string {
  const lines = base64.match(/.{1,76}/g) ?? [];
  return [`base64 -d > ${path} <<'END'`, ...lines, "END"].join("\n");
}

/**
 * The helpers of every runbook. What was made is remembered in a file, so that a block may be run again after a failure
 * and nothing is made twice. Debian 12's client carries a restore out and then fails to print it.
 */
export function setup({ hash, project, region }: { hash: string; project: string; region: string }): string {
  return `set -eu
# Entries of your clouds.yaml for region ${region.replaceAll(/[^\w.-]/g, "_")}: yours in the project, and an administrator's in the same project.
export OS_CLOUD="\${OS_CLOUD:-recovery}"
ADMIN_CLOUD="\${ADMIN_CLOUD:-recovery-admin}"
export OS_COMPUTE_API_VERSION=2.64 OS_VOLUME_API_VERSION=3.59
STATE="\${STATE:-$PWD/runbook-${hash.slice(0, 12)}.state}"
FILES="$STATE.files"
mkdir -p "$FILES"
touch "$STATE"
chmod 700 "$FILES"
. "$STATE"
remember() {
  [ -n "$2" ] || { echo "$1: no answer" >&2; return 1; }
  echo "$1=$2" >> "$STATE"
  eval "$1=\\$2"
}
known() { eval "[ -n \\"\\\${$1:-}\\" ]"; }
make() {
  name="$1"; shift
  if known "$name"; then return 0; fi
  id="$("$@" -f value -c id)"
  remember "$name" "$id"
}
once() {
  name="$1"; shift
  if known "$name"; then return 0; fi
  said="$("$@" 2>&1)" || case "$said" in
    *"VolumeBackupsRestore object"*) ;;
    *) echo "$said" >&2; return 1 ;;
  esac
  remember "$name" done
}
wait_for() {
  wanted="$1"; shift; tries=0; silent=0
  while :; do
    status="$("$@" -f value -c status)" || status=""
    status="$(echo "$status" | tr '[:upper:]' '[:lower:]')"
    case "$status" in
      "$wanted") return 0 ;;
      *error*) echo "$*: $status" >&2; return 1 ;;
      "") silent=$((silent + 1)) ;;
      *) silent=0 ;;
    esac
    tries=$((tries + 1))
    [ "$silent" -lt 10 ] && [ "$tries" -lt 2000 ] || { echo "$*: still $status" >&2; return 1; }
    sleep "\${POLL_SECONDS:-5}"
  done
}
empty_group() {
  if known "$1_EMPTY"; then return 0; fi
  eval "group=\\$$1"
  for rule in $(openstack security group rule list "$group" -f value -c ID); do
    openstack security group rule delete "$rule"
  done
  remember "$1_EMPTY" done
}
[ "$(openstack token issue -f value -c project_id)" = ${quoted(project)} ] ||
  echo "Note: this is not the project in which the checkpoint was taken" >&2`;
}
