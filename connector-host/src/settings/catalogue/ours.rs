//! The code of our own faults.

use super::entry::{Entry, row};

pub(in super::super) const OURS: Entry = row(
    "E901",
    "internal error at {place}; this is our fault",
    "내부 오류입니다({place}). 저희 잘못입니다",
    "report it; the text holds nothing from your file",
    "신고해 주세요. 이 문구에는 파일의 내용이 들어 있지 않습니다",
)
.means(
    "The program broke one of its own promises. Your file may be in order.",
    "프로그램이 스스로의 약속을 어겼습니다. 파일에는 문제가 없을 수 있습니다.",
)
.happens(
    "any command that ends with exit code 70",
    "종료 코드 70으로 끝나는 모든 명령",
)
.acts("the authors of this program", "이 프로그램을 만든 사람");
