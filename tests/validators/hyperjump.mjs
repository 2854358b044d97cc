// Reads {schema, texts} and writes the list of verdicts.
import { registerSchema, validate } from "@hyperjump/json-schema/draft-07";
import { json } from "node:stream/consumers";

const { schema, texts } = await json(process.stdin);
const documents = texts.map((text) => JSON.parse(text));
registerSchema(schema, schema.$id);
const judge = await validate(schema.$id);
process.stdout.write(JSON.stringify(documents.map((document) => judge(document).valid)));
