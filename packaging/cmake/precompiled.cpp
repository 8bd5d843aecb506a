// What a precompiled header is compiled with; it holds nothing itself.
