//! The consent items: what an app asks a person for, and what the person may refuse.

use super::Provider;

/// One consent item: its id as the provider spells it, and its label in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: &'static str,
    pub(super) en: &'static str,
    pub(super) ko: &'static str,
}

/// Kakao's consent items with their scope ids (Kakao Developers, Kakao Login › Consent items).
const KAKAO: [Item; 10] = [
    item("profile_nickname", "Nickname", "닉네임"),
    item("profile_image", "Profile picture", "프로필 사진"),
    item("account_email", "E-mail", "카카오계정(이메일)"),
    item("name", "Name", "이름"),
    item("gender", "Gender", "성별"),
    item("age_range", "Age range", "연령대"),
    item("birthday", "Birthday", "생일"),
    item("birthyear", "Year of birth", "출생 연도"),
    item("phone_number", "Phone number", "카카오계정(전화번호)"),
    item(
        "shipping_address",
        "Shipping addresses",
        "배송지정보(수령인명, 배송지 주소, 전화번호)",
    ),
];

/// NAVER's items, named as in the profile reply; an app chooses them in the console (NAVER Login developer guide).
const NAVER: [Item; 10] = [
    item("nickname", "Nickname", "별명"),
    item("profile_image", "Profile picture", "프로필 사진"),
    item("email", "Contact e-mail", "연락처 이메일 주소"),
    item("name", "Name", "회원이름"),
    item("gender", "Gender", "성별"),
    item("age", "Age range", "연령대"),
    item("birthday", "Birthday", "생일"),
    item("birthyear", "Year of birth", "출생연도"),
    item("mobile", "Mobile number", "휴대전화번호"),
    item("payaddress", "Delivery address", "배송지 정보"),
];

/// Items behind a permission of their own: on only where an app names them.
pub(super) const BY_NAME_ONLY: [&str; 2] = ["shipping_address", "payaddress"];

const fn item(id: &'static str, en: &'static str, ko: &'static str) -> Item {
    Item { id, en, ko }
}

/// Every item of a provider, in the order in which its screen shows them.
pub(super) fn all(provider: Provider) -> &'static [Item] {
    match provider {
        Provider::Kakao => &KAKAO,
        Provider::Naver => &NAVER,
    }
}
