// Reads {schema, documents} and writes the list of verdicts.
import Ajv from "ajv";
import { readFileSync } from "node:fs";

const { schema, documents } = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, validateFormats: false });
for (const word of ["x-i18n", "x-order", "x-group", "x-console", "x-aliases", "x-shape"]) ajv.addKeyword(word);
const validate = ajv.compile(schema);
process.stdout.write(JSON.stringify(documents.map((document) => validate(document))));
