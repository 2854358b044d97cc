//! Reads a text again, slowly, when something is wrong with it: it remembers where everything stands, goes on behind faults
//! that leave no doubt about what was meant, and says what it stumbled over.

use std::ops::Range;

use connector_core::{Finding, Text};

use super::{
    edits::Edit,
    fill::{Fill, finding},
    limits,
    stumble::{self, Wanted},
    tree::{Kind, Member, Node},
};

/// What a reader found at a place.
#[derive(Clone)]
pub(super) struct Fault {
    pub(super) finding: Finding,
    pub(super) range: Range<usize>,
    /// What mends it.
    pub(super) edits: Vec<Edit>,
    /// The other place that has to do with it: number of the file, and bytes.
    pub(super) related: Option<(usize, Range<usize>)>,
}

impl Fault {
    pub(super) const fn new(finding: Finding, range: Range<usize>) -> Self {
        Self {
            finding,
            range,
            edits: Vec::new(),
            related: None,
        }
    }
}

/// A text as far as it could be read.
pub(super) struct Reading {
    pub(super) root: Option<Node>,
    pub(super) faults: Vec<Fault>,
}

/// Reads a text. `.jsonc` allows comments and commas before a closing bracket.
pub(super) fn read(text: &str, jsonc: bool) -> Reading {
    // What is refused in the end is not kept until then: memory would cost more than reading twice.
    if limits::are_likely_passed(text) {
        let reading = attempt(text, jsonc, false);
        if reading.root.is_none() {
            return reading;
        }
    }
    attempt(text, jsonc, true)
}

fn attempt(text: &str, jsonc: bool, keeps: bool) -> Reading {
    let mut reader = Reader {
        text,
        at: 0,
        jsonc,
        keeps,
        depth: 0,
        keys: 0,
        items: 0,
        faults: Vec::new(),
    };
    let root = reader.document().ok();
    Reading {
        root,
        faults: reader.faults,
    }
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) jsonc: bool,
    /// Whether members and items are kept.
    keeps: bool,
    pub(super) depth: usize,
    pub(super) keys: usize,
    pub(super) items: usize,
    pub(super) faults: Vec<Fault>,
}

/// Reading cannot go on; why is among the faults.
pub(super) struct Stop;

pub(super) type Read<T> = Result<T, Stop>;

/// Marks between which a text stands, right ones and others.
pub(super) const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '＂'
            | '＇'
            | '`'
            | '´'
            | '«'
            | '»'
            | '「'
            | '」'
            | '″'
    )
}

const SPLIT: Text = Text::new(
    "split the configuration over several processes with a file each",
    "설정을 여러 프로세스로 나누고 각각 파일을 두세요",
);
const HASH: Text = Text::new(
    "remove it; `#` begins no comment in a `.jsonc` file either, `//` does",
    "지우세요. `.jsonc` 파일에서도 주석은 `#`가 아니라 `//`로 시작합니다",
);

impl Reader<'_> {
    fn document(&mut self) -> Read<Node> {
        let root = self.value()?;
        self.space()?;
        if self.at < self.text.len() {
            return self.expected(Wanted::End);
        }
        Ok(root)
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn takes(&mut self, wanted: char) -> bool {
        let found = self.next() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    pub(super) fn fault(&mut self, code: &str, range: Range<usize>, places: &[(&str, Fill<'_>)], edits: Vec<Edit>) {
        // The last fault is told whatever came before: nothing is read behind it.
        if self.faults.len() < limits::FINDINGS || matches!(code, "E002" | "E005") {
            let mut fault = Fault::new(finding(code, "", places), range);
            fault.edits = edits;
            self.faults.push(fault);
        }
    }

    /// One character, or nothing at the end.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.next().map_or(0, char::len_utf8)
    }

    pub(super) fn expected<T>(&mut self, mut what: Wanted) -> Read<T> {
        let whole = stumble::of_whole(self.text, self.at, what);
        let begun = self.text.get(..self.at).is_some_and(|before| before.contains('{'));
        if whole.is_some() && !begun {
            // What is no JSON at all has no comments and quotes to be mended.
            self.faults.clear();
            if what == Wanted::End {
                self.at = self.text.len() - self.text.trim_start().len();
                what = Wanted::Value;
            }
        }
        self.fault("E005", self.here(), &[("expected", what.text().into())], Vec::new());
        self.advise(whole.unwrap_or_else(|| stumble::help(self.text, self.at, what)));
        Err(Stop)
    }

    pub(super) fn over<T>(&mut self, range: Range<usize>, limit: Text, help: Text) -> Read<T> {
        self.fault("E002", range, &[("limit", limit.into())], Vec::new());
        self.advise(help);
        Err(Stop)
    }

    /// Says what to do about the last fault.
    fn advise(&mut self, help: Text) {
        if let Some(fault) = self.faults.last_mut() {
            fault.finding.help = Some(help.into());
        }
    }

    fn space(&mut self) -> Read<()> {
        loop {
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            self.at += self.rest().bytes().take_while(is_blank).count();
            if !self.rest().starts_with(['#', '/']) {
                return Ok(());
            }
            let start = self.at;
            let hash = self.rest().starts_with('#');
            if hash || self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                match self.rest().find("*/").filter(|end| *end >= 2) {
                    Some(end) => self.at += end + 2,
                    None => return self.expected(Wanted::CommentEnd),
                }
            } else {
                return Ok(());
            }
            if hash || !self.jsonc {
                let end = start
                    + self
                        .text
                        .get(start..self.at)
                        .map_or(0, |comment| comment.trim_end().len());
                self.fault("E007", start..end, &[], Vec::new());
                if hash {
                    self.advise(HASH);
                }
            }
        }
    }

    fn value(&mut self) -> Read<Node> {
        self.space()?;
        let start = self.at;
        let kind = match self.next() {
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::list)?,
            Some(quote) if is_quote(quote) => Kind::Text(self.quoted(quote)?),
            Some('-' | '0'..='9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node {
            range: start..self.at,
            kind,
        })
    }

    fn nested(&mut self, inside: fn(&mut Self) -> Read<Kind>) -> Read<Kind> {
        if self.depth == limits::DEPTH {
            return self.over(
                self.here(),
                Text::new("64 levels of nesting", "중첩 64단계"),
                Text::new(
                    "no setting is nested so deeply: look for brackets that are never closed",
                    "이렇게 깊은 설정은 없습니다. 닫히지 않은 괄호가 있는지 확인하세요",
                ),
            );
        }
        self.depth += 1;
        self.at += 1;
        let kind = inside(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn object(&mut self) -> Read<Kind> {
        let mut members = Vec::new();
        let mut is_first = true;
        self.space()?;
        if self.takes('}') {
            return Ok(Kind::Object(members.into()));
        }
        loop {
            self.space()?;
            let start = self.at;
            let key = match self.next() {
                Some(quote) if is_quote(quote) => self.quoted(quote)?,
                _ if is_first => return self.expected(Wanted::FirstKey),
                _ => return self.expected(Wanted::NextKey),
            };
            let key_range = start..self.at;
            self.keys += 1;
            if self.keys > limits::KEYS {
                return self.over(key_range, Text::new("200 000 keys", "키 200,000개"), SPLIT);
            }
            self.space()?;
            if !self.takes(':') {
                return self.expected(Wanted::Colon);
            }
            let value = self.value()?;
            is_first = false;
            if self.keeps {
                members.push(Member { key, key_range, value });
            }
            if !self.goes_on('}', Wanted::MoreMembers)? {
                return Ok(Kind::Object(members.into()));
            }
        }
    }

    fn list(&mut self) -> Read<Kind> {
        let mut items = Vec::new();
        self.space()?;
        if self.takes(']') {
            return Ok(Kind::List(items));
        }
        loop {
            let start = self.at;
            self.items += 1;
            if self.items > limits::ITEMS {
                return self.over(
                    start..start,
                    Text::new("500 000 list items", "목록 항목 500,000개"),
                    SPLIT,
                );
            }
            let item = self.value()?;
            if self.keeps {
                items.push(item);
            }
            if !self.goes_on(']', Wanted::MoreItems)? {
                return Ok(Kind::List(items));
            }
        }
    }

    /// Whether another member or item follows.
    fn goes_on(&mut self, close: char, expected: Wanted) -> Read<bool> {
        self.space()?;
        if self.takes(close) {
            return Ok(false);
        }
        let comma = self.here();
        if !self.takes(',') {
            return self.expected(expected);
        }
        self.space()?;
        if self.takes(close) {
            if !self.jsonc {
                let edits = vec![Edit::cut(comma.clone())];
                self.fault("E006", comma, &[("close", close.to_string().into())], edits);
            }
            return Ok(false);
        }
        Ok(true)
    }
}
