# Commenting without a key and without an account.
comment-title = Comment
comment-look = Look over your comment
comment-received = Comment received
comment-until = Comments are taken until { $day } (UTC), that day included.
comment-proposal = The consultation and what was said already
comment-over = The consultation closed on { $day } (UTC) and takes no comments any more.
comment-early = The consultation opens on { $day }; you can comment from that day on.
comment-mirror = This is a copy of the register, which only shows. Comment at { $url }
comment-not-now = The register takes no comments now. Come back later.
comment-results = What was said, and what became of each comment
comment-not-sent = What you wrote was not sent
comment-safe = If somebody can harm you for what you say,
comment-safe-says = do not write on a device or network that they watch, and do not tell what only you know.
comment-kept-says = Somebody reads each comment before it is shown; from then on it is public for ever. The register does not keep who sends it: no name, no mail, no address of the device, no hour. Of a comment of today the page of the consultation tells the number alone; from tomorrow (UTC) on it stands in the list.
comment-position = What you ask for
comment-says = Your comment
comment-says-hint = Up to { $n } characters. No names of persons, telephone numbers, mail or home addresses. If you need more, send another comment for each paragraph.
comment-paragraph = On which paragraph or document
comment-paragraph-hint = As it is numbered in the text. Leave it empty if you speak of all of it.
comment-called = How you wish to be called
comment-called-hint = Leave it empty to give no name. A full name is not taken here: it could never be deleted.
comment-language = Language you write in
comment-go-look = Look it over before sending
comment-go-send = Send
comment-go-change = Change something
comment-look-says = This is what will be sent. Nothing has been sent yet.
comment-look-again = Look again
comment-reads-like = This reads like { $kind }: { $text }
comment-look-again-says = If it is, take it out: what is shown can never be deleted. If it is not, send it as it is; whoever reads it will decide whether it can be shown.
comment-for-ever = As long as nobody has filed it you can delete it with your code. After that nobody can.
comment-your-code = Your code will be { $code }. Write it down in case the connection breaks while you send.
comment-personal = there seems to be { $kind } here ({ $text }); take it out: a comment is public for ever
comment-person = this reads like a person’s name; choose another or leave it empty: it could never be deleted
comment-too-long = it has { $n } characters and { $most } fit; make it shorter or send several comments
comment-empty = the comment is missing; write it
comment-no-position = say what you ask for; choose one of the four
comment-unseen = there are characters that cannot be seen, of the kind that comes with pasted text; type it anew
comment-garbled = what came is no text; type it anew
comment-full = as many comments wait already as the register keeps; nothing was received, try again tomorrow
comment-often = too many comments came in this hour; nothing was received, try again in an hour
comment-other-code = that code is already that of another comment; nothing was received, look it over and send it again
comment-not-kept = the register could not keep the comment; nothing was received, send it again later
comment-code-says = Comment received. Your code is:
comment-shown-within = It will be shown within 2 days, or a reason given why not: by
comment-next-keep = Print this page or copy the code. Nobody can give it to you again: the register does not keep it.
comment-next-follow = With the code you see what became of your comment, and delete it as long as nobody has filed it.
comment-next-list = The page of the consultation counts it already, and lists it from tomorrow (UTC) on, without your words.
comment-received-on = Received on
comment-shown-by = To be shown by
comment-commitment = Commitment
comment-promise = The register’s signed promise
comment-promise-says = With its signature the register says that it received a comment with this commitment, and until which day it has to show it or to say why not. If the day passes and it does neither, and you did not delete the comment, this promise proves it.
comment-picture = The same promise, to be read with a telephone
comment-whole = all of the text
comment-no-name = no name

# What became of a comment.
comments-title = What became of my comment
comments-intro = Type the code that you got when you sent it.
comments-code = Code
comments-code-hint = Twenty letters and digits, as 7K2M-0Q9F-4XAB-1C3D-E5GH. Capitals and hyphens do not matter.
comments-look = Look
comments-no-code = There is no comment with that code. Check it; of what was decided more than two years ago nothing is told any more.
comments-elsewhere = This is a copy of the register, which only shows. Ask the register itself:
comments-another = Another code
comments-sent = What you sent
comments-delete = Delete my comment
comments-delete-says = Your words are deleted. It stays on record that a comment was received and that whoever sent it deleted it.
comments-delete-yes = Yes, delete it
comments-waiting = waiting
comments-waiting-says = Nobody has filed it yet. By { $day } it is shown, or a reason given why not.
comments-late = waiting, and late
comments-late-says = It was to be shown, or a reason given why not, by { $day }. The register promised and did not keep it: the signed promise below proves that. Show it to the oversight body, to the press or to an organisation that you trust.
comments-altered = filed with other words
comments-altered-deleted = filed with other words, and deleted by whoever sent it
comments-altered-deleted-says = Whoever filed it did not file what you sent, and that stays on record. Your own words are deleted.
comments-altered-says = Whoever filed it did not file what you sent. Your words are still here and still wait: it was promised that they be shown by { $day }.
comments-filed = filed
comments-filed-says = It stands in the register and is shown on the page of the consultation.
comments-withdrawn = filed and then withdrawn
comments-withdrawn-says = Whoever filed your comment withdrew it afterwards. What was filed can still be read in the entry, with the reason.
comments-undecided = said not to be shown, and that was withdrawn
comments-undecided-says = Whoever read it gave a reason not to show it and took that back. It was to be shown, or a reason given why not, by { $day }.
comments-unshown = not shown
comments-unshown-says = Whoever read it decided not to show it and gave the reason in the register. If you do not agree, the signed promise below and your words prove what was kept silent.
comments-taken-back = deleted by whoever sent it
comments-taken-back-says = Your words are deleted. It is on record that a comment was received and that whoever sent it deleted it.
comments-filed-anyway = deleted by whoever sent it, and filed all the same
comments-filed-anyway-says = Your words are deleted here, and a filing with the commitment of your comment was signed all the same. What is in the log cannot be deleted.
comments-same = Exactly what you sent was filed
comments-other = What the register says now is not what you sent
comments-answer = { $outcome }. { $reason }

# Of those without a key, on the page of a consultation.
unshown-reason = Reason
unshown-says = Explanation
without-key-title = Comments of persons without a key
without-key-intro = Each comment that is received is counted here the same day, and listed from the next day (UTC) on. Within two days it is to be shown above, in a signed filing, or a reason given why not.
without-key-received = Received
without-key-shown = Shown
without-key-answered = Answered
without-key-unshown = Not shown, with a reason
without-key-waiting = Waiting
without-key-late = Late, those that were shown late too
without-key-taken-back = Deleted by whoever sent them
without-key-withdrawn = Filed and then withdrawn
without-key-unlisted = Only the register itself knows which wait, and only of today: in a copy, or as known on another day, they cannot be counted.
without-key-list = Received and not shown
without-key-list-says = The register keeps this list, and it is not in the log yet: nobody else checks it. Whoever sent a comment has a signed promise with the same commitment.
without-key-caption = Comments received and not shown, the oldest first
without-key-state = State
without-key-is-waiting = received, not shown yet
without-key-is-late = late
without-key-is-altered = filed with other words
without-key-is-withdrawn = filed and withdrawn
without-key-is-taken-back = deleted by whoever sent it
without-key-is-filed-anyway = deleted by whoever sent it, and filed all the same
without-key-today = { $n ->
    [one] One more came today; it is listed from tomorrow (UTC) on.
   *[other] { $n } more came today; they are listed from tomorrow (UTC) on.
}
without-key-more = { $n ->
    [one] … and one more; the JSON file has all.
   *[other] … and { $n } more; the JSON file has all.
}
without-key-reasons = Why they are not shown
without-key-comments = { $n ->
    [one] one comment
   *[other] { $n } comments
}
without-key-follow = See with a code what became of a comment
