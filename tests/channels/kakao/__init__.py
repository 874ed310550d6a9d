"""KakaoTalk, on a simulator of its chatbot, its callbacks and a dealer."""
