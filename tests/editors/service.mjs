// The JSON language service of VS Code on the committed schema: completion, hover, complaints.
import { readFileSync, readdirSync } from "node:fs";
import languageService from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = languageService;

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const schema = JSON.parse(read("schemas/connectors.schema.json"));
const properties = (name) => Object.keys(JSON.parse(read(`schemas/${name}.schema.json`)).properties);
const service = getLanguageService({});
service.configure({ schemas: [{ uri: schema.$id, fileMatch: ["*"], schema }] });

/** A document with the cursor where `|` stands. */
function at(text) {
  const offset = text.indexOf("|");
  const document = TextDocument.create("file:///connectors.json", "json", 1, text.replace("|", ""));
  return { document, position: document.positionAt(offset), parsed: service.parseJSONDocument(document) };
}

async function offered(text) {
  const { document, position, parsed } = at(text);
  const { items } = await service.doComplete(document, position, parsed);
  return items.map((item) => item.label.replaceAll('"', ""));
}

async function hovered(text) {
  const { document, position, parsed } = at(text);
  const hover = await service.doHover(document, position, parsed);
  return [hover?.contents ?? []].flat().map((part) => part.value ?? part).join("\n");
}

async function complaints(text) {
  const { document, parsed } = at(text + "|");
  return (await service.doValidation(document, parsed)).map((one) => one.message);
}

const config = (connector, inside) =>
  `{ "version": 1, "publicUrl": "https://login.example.kr", "instances": { "a": { "connector": "${connector}", "config": { ${inside} } } } }`;
const same = (one, other) => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

export const checks = {
  async "a new file is offered the top-level keys"() {
    const all = await offered("{ | }");
    return ["$schema", "version", "publicUrl", "defaults", "instances"].every((key) => all.includes(key));
  },
  async "connectors are offered by name"() {
    return same(await offered('{ "instances": { "a": { "connector": | } } }'), ["kakao", "naver"]);
  },
  async "the fields of the chosen connector are offered, and no others"() {
    for (const name of ["kakao", "naver"]) {
      if (!same(await offered(config(name, "|")), properties(name))) return false;
    }
    return true;
  },
  async "fields that are there are not offered again"() {
    const all = await offered(config("naver", '"clientId": "x", |'));
    return !all.includes("clientId") && all.includes("clientSecret");
  },
  async "words of a closed list are offered"() {
    const flow = await offered(config("naver", '"flow": |'));
    const prompt = await offered(config("kakao", '"prompt": [ | ]'));
    return ["oauth2", "oidc"].every((word) => flow.includes(word)) && ["login", "create", "select_account"].every((word) => prompt.includes(word));
  },
  async "references are offered where a secret stands"() {
    const all = await offered(config("naver", '"clientSecret": { | }'));
    return same(all, ["$env", "$file", "$credential"]);
  },
  async "a field is explained where the mouse rests"() {
    const text = await hovered(config("kakao", '"client|Id": "x"'));
    return text.includes("REST API key") && text.includes("JavaScript");
  },
  async "a secret is explained, and the reference in it"() {
    const secret = await hovered(config("naver", '"client|Secret": "x"'));
    const name = await hovered(config("naver", '"clientSecret": { "$e|nv": "X" }'));
    return secret.includes("Always needed") && name.includes("Its name");
  },
  async "good files earn no complaint"() {
    for (const name of readdirSync(new URL("tests/config/good/", root)).filter((name) => name.endsWith(".json"))) {
      const found = await complaints(read(`tests/config/good/${name}`));
      if (found.length > 0) throw new Error(`${name}: ${found}`);
    }
    return true;
  },
};

/** What the service makes of a document: whether it fits. */
export const fits = async (text) => (await complaints(text)).length === 0;
