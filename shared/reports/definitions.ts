/** A text in both languages. */
export interface Texts {
  readonly vi: string;
  readonly en: string;
}

/** What a number is called, and what exactly it counts: the words of the page of definitions and of the tooltips. */
export interface Definition {
  readonly title: Texts;
  readonly text: Texts;
}

const define = (vi: string, viText: string, en: string, enText: string): Definition => ({
  title: { vi, en },
  text: { vi: viText, en: enText },
});

/** What each column counts, by the name that columns give. One text serves each place that shows it. */
export const definitions: Readonly<Record<string, Definition>> = {
  leads: define(
    'Khách mới',
    'Số người để lại thông tin lần đầu: qua biểu mẫu, danh sách nhập hoặc nhập tay. Người được gộp chỉ tính một lần, vào lần sớm nhất. Bài bị giữ lại không tính.',
    'New leads',
    'People who became known for the first time: by a form, a list or somebody who typed them in. People who were merged count once, at the earliest. Posts that are held back do not count.',
  ),
  validLeads: define(
    'Khách hợp lệ',
    'Khách mới có số điện thoại hoặc email liên lạc được, và hiện không bị loại vì rác, sai số, sai người, đối thủ hoặc trùng.',
    'Valid leads',
    'New leads with a phone number or an e-mail address that works, who are not disqualified now as spam, wrong number, wrong person, competitor or duplicate.',
  ),
  contacted: define(
    'Đã liên lạc được',
    'Số khách có cuộc gọi đầu tiên gặp được người. Gọi không nghe máy, thư tự động hay việc mới tạo không tính.',
    'Contacted',
    'Leads whom a call reached for the first time. Calls that nobody answered, automatic mails and tasks that were merely created do not count.',
  ),
  'stage.lead': define(
    'Khách mới',
    'Số người lần đầu vào phễu. Ai vào thẳng giai đoạn sau cũng được tính ở đây.',
    'Leads',
    'People who first came into the funnel. Whoever came in at a later stage counts here, too.',
  ),
  'stage.mql': define(
    'MQL',
    'Số người lần đầu lên MQL. Giai đoạn bị bỏ qua tính là đã qua, trừ khi chọn cách tính khác.',
    'MQL',
    'People who first came to MQL. A stage that is skipped counts as passed, unless another way is chosen.',
  ),
  'stage.sql': define(
    'SQL',
    'Số người lần đầu lên SQL. Giai đoạn bị bỏ qua tính là đã qua, trừ khi chọn cách tính khác.',
    'SQL',
    'People who first came to SQL. A stage that is skipped counts as passed, unless another way is chosen.',
  ),
  'stage.sqo': define(
    'SQO',
    'Số người lần đầu lên SQO. Giai đoạn bị bỏ qua tính là đã qua, trừ khi chọn cách tính khác.',
    'SQO',
    'People who first came to SQO. A stage that is skipped counts as passed, unless another way is chosen.',
  ),
  'stage.customer': define(
    'Khách hàng',
    'Số người lần đầu lên khách hàng. Giai đoạn bị bỏ qua tính là đã qua, trừ khi chọn cách tính khác.',
    'Customers',
    'People who first became customers. A stage that is skipped counts as passed, unless another way is chosen.',
  ),
  'stage.repeat': define(
    'Mua lại',
    'Số người lần đầu mua từ lần thứ hai.',
    'Repeat customers',
    'People who first came to the stage of those who buy again.',
  ),
  conversion: define(
    'Tỷ lệ chuyển đổi',
    'Theo ngày đến: trong số người đến trong kỳ và đã vào giai đoạn trước, bao nhiêu phần lên giai đoạn sau trong số ngày đã chọn; gạch chéo khi còn người chưa đủ ngày. Theo sự kiện: số lượt lên giai đoạn sau chia cho số lượt vào giai đoạn trước trong kỳ, có thể trên 100 %. Dưới 10 người thì không hiện.',
    'Conversion',
    'By arrival: of those who came in the span and were at the stage before, the part that came to the next within the days that are chosen; hatched while somebody has had fewer days. By event: entries into the next stage of the span by entries into the stage before, which may be above 100 %. Not shown for fewer than 10 people.',
  ),
  moves: define(
    'Lượt chuyển',
    'Mọi lần vào một giai đoạn; ai lùi rồi lên lại được tính lại.',
    'Moves',
    'Every entry into a stage; who falls back and comes again counts again.',
  ),
  movedLeads: define('Số người', 'Số người có ít nhất một lượt chuyển ở dòng này.', 'People', 'People with at least one move in this row.'),
  forward: define(
    'Lượt lên',
    'Lượt vào một giai đoạn sau, hoặc giai đoạn đầu tiên.',
    'Forward',
    'Entries into a later stage, or the first.',
  ),
  back: define('Lượt lùi', 'Lượt vào một giai đoạn trước.', 'Back', 'Entries into an earlier stage.'),
  enquiries: define(
    'Lượt hỏi',
    'Mọi bài gửi được nhận, của người mới lẫn người đã biết.',
    'Enquiries',
    'All posts that were accepted, of new people and of known ones.',
  ),
  repeats: define('Hỏi lại', 'Bài gửi của người đã biết.', 'Repeats', 'Posts of people who were known.'),
  duplicates: define(
    'Gửi trùng',
    'Bài gửi lặp lại trong ít phút điều vừa gửi.',
    'Duplicates',
    'Posts that said within minutes what had been posted already.',
  ),
  disqualified: define(
    'Bị loại',
    'Số người bị loại trong kỳ. Rác và sai số là chất lượng nguồn, không phải thua.',
    'Disqualified',
    'People who were disqualified. Spam and wrong numbers are quality of a source, and no loss.',
  ),
  won: define(
    'Thắng',
    'Số nhu cầu có lần đóng cuối cùng là thắng, vào ngày đóng đó.',
    'Won',
    'Needs whose last close is won, on the day of that close.',
  ),
  lostNeeds: define(
    'Thua',
    'Số nhu cầu có lần đóng cuối cùng là thua, vào ngày đóng đó. Nhu cầu đã mở lại không tính.',
    'Lost',
    'Needs whose last close is lost, on the day of that close. One that was opened again does not count.',
  ),
  winRate: define(
    'Tỷ lệ thắng',
    'Thắng ÷ (thắng + thua), theo lần đóng cuối cùng. Người bị loại không tính là thua. Dưới 10 thì không hiện.',
    'Win rate',
    'Won ÷ (won + lost), by the last close. Who is disqualified is no loss. Not shown below 10.',
  ),
  net: define(
    'Doanh thu thuần',
    'Tiền đã trả trừ tiền đã hoàn, mỗi khoản vào ngày của nó, cho người phụ trách lúc đặt mua. Mỗi loại tiền một cột.',
    'Net revenue',
    'What was paid less what was refunded, each on its own day, for who had the lead when it was ordered. Each currency has its column.',
  ),
  validShare: define('% hợp lệ', 'Khách hợp lệ ÷ khách mới đến trong kỳ.', '% valid', 'Valid leads ÷ leads that came in the span.'),
  contactedShare: define(
    '% đã liên lạc được',
    'Khách đến trong kỳ đã liên lạc được đến nay ÷ khách đến trong kỳ.',
    '% contacted',
    'Leads that came in the span and were reached to this day ÷ leads that came in the span.',
  ),
  sqlShare: define(
    '% lên SQL',
    'Khách đến trong kỳ đã lên SQL đến nay ÷ khách đến trong kỳ.',
    '% SQL',
    'Leads that came in the span and came to SQL to this day ÷ leads that came in the span.',
  ),
  customerShare: define(
    '% thành khách hàng',
    'Khách đến trong kỳ đã thành khách hàng đến nay ÷ khách đến trong kỳ.',
    '% customers',
    'Leads that came in the span and became customers to this day ÷ leads that came in the span.',
  ),
  losses: define(
    'Lượt thua',
    'Mọi lần một nhu cầu bị đóng thua, vào ngày đó, kể cả khi sau này mở lại.',
    'Losses',
    'Each time a need was lost, on that day, also where it was opened again later.',
  ),
  reopened: define(
    'Mở lại',
    'Lượt mở lại nhu cầu đã thua, vào ngày mở lại, ở dòng lý do đã thua.',
    'Opened again',
    'Needs that had been lost and were opened again, on the day of that, in the row of the reason for which they had been lost.',
  ),
  lostNet: define('Thua còn lại', 'Lượt thua trừ lượt mở lại.', 'Net losses', 'Losses less those that were opened again.'),
  lostValue: define(
    'Giá trị thua',
    'Số tiền ghi trên các nhu cầu thua, trừ của nhu cầu mở lại.',
    'Value lost',
    'What was noted as the amount of lost needs, less that of those opened again.',
  ),
  disqualifications: define('Lượt loại', 'Mọi lần một người bị loại.', 'Disqualified', 'Each time somebody was disqualified.'),
  recycled: define('Để dành', 'Mọi lần một người được để dành cho sau này.', 'Recycled', 'Each time somebody was set aside for later.'),
  retired: define('Ngừng theo', 'Mọi lần một người thôi được theo.', 'Retired', 'Each time somebody was given up.'),
  cameBack: define(
    'Quay lại',
    'Lượt trở lại hoạt động sau khi bị loại, để dành hoặc ngừng theo, ở dòng lý do trước đó.',
    'Came back',
    'People active again after they were disqualified, recycled or retired, in the row of the reason of that.',
  ),
  given: define(
    'Được nhận',
    'Mọi lần một nhân viên bắt đầu phụ trách một khách hoặc một nhu cầu.',
    'Given',
    'Each time a rep began to have a lead or a need.',
  ),
  byTurn: define('Theo lượt', 'Trong đó: do luật chia theo lượt.', 'By turn', 'Of them: by the rules of whose turn it is.'),
  taken: define('Tự nhận', 'Trong đó: nhân viên tự nhận.', 'Taken', 'Of them: the rep took it.'),
  byHand: define(
    'Giao tay',
    'Trong đó: có người giao, chia nhiều, bàn giao, nhập tay hoặc nhập danh sách.',
    'By hand',
    'Of them: somebody gave it, split many, handed over, typed it in or named the rep in a list.',
  ),
  wentAway: define('Rời đi', 'Mọi lần một nhân viên thôi phụ trách.', 'Went away', 'Each time a rep had one no more.'),
  weight: define('Trọng số', 'Trọng số hiện nay của nhân viên trong nhóm.', 'Weight', 'The weight of the rep in the pool as it is now.'),
  turnShare: define(
    'Phần theo lượt',
    'Phần của nhân viên trong tất cả theo lượt của nhóm.',
    'Share of turns',
    'The part of the rep in all that the pool gave by turn.',
  ),
  weightShare: define(
    'Phần theo trọng số',
    'Phần mà trọng số hiện nay cho.',
    'Share by weight',
    'The part that the weights of now would give.',
  ),
  difference: define(
    'Chênh lệch',
    'Theo lượt trừ phần mà trọng số cho; dưới 0 là nhận ít hơn.',
    'Difference',
    'By turn, less what the weights would give; below 0 is less than that.',
  ),
  level: define('Mức', 'Theo lượt ÷ trọng số.', 'Level', 'By turn ÷ weight.'),
  spread: define(
    'Độ lệch',
    'Mức cao nhất trừ mức thấp nhất trong một nhóm; của nhiều nhóm là độ lệch lớn nhất.',
    'Spread',
    'The highest level less the lowest in a pool; of several pools the largest.',
  ),
};
