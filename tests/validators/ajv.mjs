// Reads {schema, texts} and writes the list of verdicts.
import Ajv from "ajv";
import { json } from "node:stream/consumers";

const { schema, texts } = await json(process.stdin);
const documents = texts.map((text) => JSON.parse(text));
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, validateFormats: false });
for (const word of ["x-i18n", "x-order", "x-group", "x-console", "x-aliases", "x-shape"]) ajv.addKeyword(word);
const validate = ajv.compile(schema);
process.stdout.write(JSON.stringify(documents.map((document) => validate(document))));
