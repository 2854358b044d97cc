//! The behaviour suite, run for Kakao.

connector_testkit::suite!(connector_kakao::CONNECTOR);
