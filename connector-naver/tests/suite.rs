//! The behaviour suite, run for NAVER.

connector_testkit::suite!(connector_naver::CONNECTOR);
