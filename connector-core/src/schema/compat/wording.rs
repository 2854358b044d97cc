//! What changed between two schemas, in words.

use crate::text::Text;

pub(super) const NOTHING: Text = Text::new(
    "nothing is allowed here any more",
    "여기에는 이제 아무것도 쓸 수 없습니다",
);
pub(super) const NO_SCHEMA: Text = Text::new("this is no schema", "스키마가 아닙니다");
pub(super) const UNIQUE: Text = Text::new("items must differ now", "이제 항목이 서로 달라야 합니다");
pub(super) const PATTERN: Text = Text::new("the pattern is another one", "패턴이 달라졌습니다");
pub(super) const ALL_GONE: Text = Text::new("all properties are gone", "속성이 모두 없어졌습니다");
pub(super) const OTHER_TYPE: Text = Text::new("another type is wanted", "이제 다른 타입이어야 합니다");
pub(super) const TYPE: Text = Text::new("a type is wanted", "이제 타입이 정해져 있습니다");
pub(super) const SOME_VALUES: Text = Text::new("only some values are allowed now", "이제 일부 값만 쓸 수 있습니다");
pub(super) const CLOSED: Text = Text::new("the object is closed now", "이제 정해진 속성만 쓸 수 있습니다");
pub(super) const NO_PATTERNS: Text = Text::new("names by pattern are gone", "패턴에 맞는 이름이 없어졌습니다");
pub(super) const SOME_FORMS: Text = Text::new("only some forms are allowed now", "이제 일부 형태만 쓸 수 있습니다");
pub(super) const FORM: Text = Text::new("a form is gone", "쓸 수 있던 형태가 없어졌습니다");
pub(super) const DEMAND: Text = Text::new("a demand is new", "새 조건이 생겼습니다");
pub(super) const TOO_MUCH: Text = Text::new("too deep to compare", "너무 깊어 비교할 수 없습니다");
pub(super) const CHANGED: Text = Text::new("`{word}` changed", "달라졌습니다: `{word}`");
pub(super) const NEW_OR_CHANGED: Text = Text::new("`{word}` is new or changed", "새로 생겼거나 달라졌습니다: `{word}`");
pub(super) const VALUE: Text = Text::new("the value {value} is gone", "없어진 값: {value}");
pub(super) const REQUIRED: Text = Text::new("{name} is required now", "이제 꼭 있어야 합니다: {name}");
pub(super) const PROPERTY: Text = Text::new("the property \"{name}\" is gone", "없어진 속성: \"{name}\"");
pub(super) const NAMES: Text = Text::new("names like {pattern} are gone", "없어진 이름 패턴: {pattern}");
pub(super) const NARROWER: Text = Text::new("`{word}` is narrower: {bound}", "더 좁아졌습니다: `{word}` {bound}");
