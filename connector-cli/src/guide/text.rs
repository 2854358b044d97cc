//! A guide as a terminal shows it: one line a step, what else there is to know below.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use connector_host::core::Text;
use unicode_width::UnicodeWidthStr as _;

use super::Guide;
use crate::voice::Voice;

const BOLD: Style = Style::new().effects(Effects::BOLD);
/// Widest title that still pushes the other paths to the right.
const WIDEST: usize = 52;

pub(super) fn of(guide: &Guide, voice: Voice) -> String {
    const CONSOLE: Text = Text::new("Console", "콘솔");
    let mut page = String::new();
    let (name, age) = guide.heading(voice);
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{BOLD}{name}{BOLD:#} · {age}");
    let _ = writeln!(page, "{}: {}", voice.pick(CONSOLE), guide.info.console.address);
    let rows = rows(guide, voice);
    let widest = |cell: fn(&Row) -> &str, most: usize| {
        rows.iter()
            .map(|row| cell(row).width())
            .filter(|width| *width <= most)
            .max()
            .unwrap_or_default()
    };
    let titles = widest(|row| &row.title, WIDEST);
    let coded = rows.iter().filter(|row| !row.codes.is_empty());
    let paths = coded.map(|row| row.path.width()).max().unwrap_or_default();
    for (n, row) in rows.iter().enumerate() {
        let line = format!(
            "{:>2}  {}  {}  {}",
            n + 1,
            padded(&row.title, titles),
            padded(&row.path, paths),
            row.codes
        );
        let _ = writeln!(page, "{}", line.trim_end());
        for detail in &row.below {
            let _ = writeln!(page, "      {detail}");
        }
    }
    page + &ending(guide, voice)
}

struct Row {
    title: String,
    path: String,
    codes: String,
    below: Vec<String>,
}

fn rows(guide: &Guide, voice: Voice) -> Vec<Row> {
    let mut page = String::new();
    let mut rows = Vec::new();
    for planned in guide.of_use() {
        let step = planned.step;
        let path = voice.pick(step.path);
        let shown = match nearer(&page, &path, voice) {
            Some(shown) => shown,
            None => {
                page.clone_from(&path);
                path
            }
        };
        let addresses = step.copy.iter().map(|paste| guide.address(*paste));
        rows.push(Row {
            title: voice.spell(&planned.title(voice)).into_owned(),
            path: shown,
            codes: planned.codes(voice),
            below: addresses.chain(step.text.map(|text| voice.pick(text))).collect(),
        });
    }
    rows
}

/// The way from a page that an earlier step has named.
fn nearer(page: &str, path: &str, voice: Voice) -> Option<String> {
    const SAME: Text = Text::new("same page", "같은 화면");
    let rest = path.strip_prefix(page).filter(|_| !page.is_empty())?;
    (rest.is_empty() || rest.starts_with(" › ")).then(|| format!("{}{rest}", voice.pick(SAME)))
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// What to do after the last step.
fn ending(guide: &Guide, voice: Voice) -> String {
    const PUT: Text = Text::new(
        "Then put this into \"instances\":",
        "그다음 \"instances\"에 아래 내용을 넣으세요.",
    );
    const AND_RUN: Text = Text::new("and run: ", "확인: ");
    const RUN: Text = Text::new("Then run: ", "그다음 확인: ");
    const LEFT_OUT: Text = Text::new(
        "Left out, as this instance does not use it: ",
        "이 인스턴스가 쓰지 않아 생략한 것: ",
    );
    let mut page = String::new();
    let left_out = guide.left_out();
    if !left_out.is_empty() {
        let _ = writeln!(page, "{}{}", voice.pick(LEFT_OUT), left_out.join(", "));
    }
    match &guide.draft {
        Some(draft) => {
            let _ = writeln!(page, "{BOLD}{}{BOLD:#}", voice.pick(PUT));
            for line in draft.lines().lines() {
                let _ = writeln!(page, "  {line}");
            }
            let _ = writeln!(page, "{}{}", voice.pick(AND_RUN), guide.check());
        }
        None => {
            let _ = writeln!(page, "{}{}", voice.pick(RUN), guide.check());
        }
    }
    page
}
