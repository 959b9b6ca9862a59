import { expect, test } from "vitest";
import { missingOffsite, type OffsiteMember } from "./offsite";

const member = (given: Partial<OffsiteMember>): OffsiteMember => ({
  capturedId: "c",
  kind: "OS::Cinder::Volume",
  resourceId: "id",
  name: "data",
  sizeGiB: 1,
  chain: [],
  ownImageId: null,
  imageThereId: null,
  ...given,
});
const link = (there: boolean) => ({ backupId: "b", there });

test.each<[string, OffsiteMember[], string[]]>([
  ["a checkpoint without bytes lacks nothing", [], []],
  ["a whole chain is there", [member({ chain: [link(true), link(true)] })], []],
  ["a chain whose full backup is not there is worth nothing", [member({ chain: [link(false), link(true)] })], ["data"]],
  ["an image that stayed at home is missing", [member({ ownImageId: "image" })], ["data"]],
  ["an image that was brought there counts", [member({ ownImageId: "image", imageThereId: "copy" })], []],
  [
    "a volume that was brought there as an image needs no chain",
    [member({ chain: [link(false)], imageThereId: "x" })],
    [],
  ],
  ["what has no name is told by its id", [member({ name: "" })], ["id"]],
])("%s", (_name, members, missing) => {
  expect(missingOffsite(members)).toEqual(missing);
});
