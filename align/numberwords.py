"""The numbers that prose writes in words: two to twelve, in both languages."""

from __future__ import annotations

INDONESIAN = "dua,tiga,empat,lima,enam,tujuh,delapan,sembilan,sepuluh,sebelas,dua belas".split(",")
ENGLISH = "two,three,four,five,six,seven,eight,nine,ten,eleven,twelve".split(",")
