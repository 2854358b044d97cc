// Forms from the committed schemas and the printed layouts: react-jsonschema-form and JSON Forms, rendered to HTML.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const React = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const Form = require("@rjsf/core").default;
const validator = require("@rjsf/validator-ajv8").default;
const { JsonForms } = require("@jsonforms/react");
const { createAjv } = require("@jsonforms/core");
const { materialCells, materialRenderers } = require("@jsonforms/material-renderers");

const program = process.argv[2];
const schemaOf = (name) => JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));
const layout = (name, library, lang) => JSON.parse(execFileSync(program, ["schema", name, "--ui", library, "--lang", lang], { encoding: "utf8" }));
const data = { clientId: "0123456789abcdef0123456789abcdef", clientSecret: "Abcd1234Ef" };

const rjsf = (name, lang) =>
  renderToStaticMarkup(React.createElement(Form, { schema: schemaOf(name), uiSchema: layout(name, "rjsf", lang), formData: data, validator }));
const jsonforms = (name, lang) =>
  renderToStaticMarkup(
    React.createElement(JsonForms, {
      schema: schemaOf(name), uischema: layout(name, "jsonforms", lang), data, renderers: materialRenderers, cells: materialCells,
      ajv: createAjv({ strict: false }),
    }),
  );

/** The titles of the fields in the order of their groups. */
function titles(name, lang) {
  const groups = ["credentials", "signIn", "advanced"];
  const fields = Object.values(schemaOf(name).properties);
  fields.sort((a, b) => groups.indexOf(a["x-group"]) - groups.indexOf(b["x-group"]) || a["x-order"] - b["x-order"]);
  return fields.map((field) => (lang === "ko" ? field["x-i18n"].ko.title : field.title));
}

function inOrder(html, words) {
  let from = 0;
  for (const word of words) {
    const found = html.indexOf(word, from);
    if (found < 0) throw new Error(`"${word}" is missing or out of order`);
    from = found + word.length;
  }
  return true;
}

const secrets = (name) => Object.values(schemaOf(name).properties).filter((field) => field.writeOnly).length;
const count = (html, pattern) => [...html.matchAll(pattern)].length;
const each = (check) => ["kakao", "naver"].every((name) => ["en", "ko"].every((lang) => check(name, lang)));

export const checks = {
  "react-jsonschema-form shows every field, in order, in both languages"() {
    return each((name, lang) => inOrder(rjsf(name, lang), titles(name, lang)));
  },
  "react-jsonschema-form hides what a secret says"() {
    // One field has a value; an empty optional one shows its first form too.
    return each((name, lang) => count(rjsf(name, lang), /type="password"/g) === secrets(name));
  },
  "react-jsonschema-form offers the words of a closed list"() {
    return /<select[^>]*id="root_flow"/.test(rjsf("naver", "en"));
  },
  "react-jsonschema-form accepts what the schema accepts"() {
    const wrong = { ...data, flow: "other" };
    const errors = (formData) => validator.validateFormData(formData, schemaOf("naver")).errors.length;
    return errors(data) === 0 && errors(wrong) > 0;
  },
  "JSON Forms shows every field, in order, in both languages"() {
    return each((name, lang) => inOrder(jsonforms(name, lang), titles(name, lang)));
  },
  "JSON Forms finds a way to show every field"() {
    return each((name, lang) => !jsonforms(name, lang).includes("No applicable"));
  },
  "JSON Forms hides what a secret says"() {
    return each((name, lang) => count(jsonforms(name, lang), /type="password"/g) === secrets(name));
  },
  "JSON Forms shows the groups by name"() {
    return inOrder(jsonforms("kakao", "ko"), ["인증 정보", "로그인", "고급"]);
  },
};
