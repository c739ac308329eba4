"""Sentences without a meaning that look like those of a language: from lists of words, always the same."""
import random

ZH = {
    "who": "格子城市政府 铅字街商会 空格桥管理处 逗号湖景区 老校对协会 市气象台 行距小学 页边距公司 缩进镇渔民 "
           "两端对齐剧团 标点研究所 灯塔看守人 夜班编辑部 印刷博物馆".split(),
    "when": "昨天下午 上周三 今年以来 入冬之后 本月初 清晨六点 三天之内 去年同期 雨停以后 会议结束时".split(),
    "did": "公布了新的换行规则 把煎饼摊移到了河对岸 重新粉刷了候车亭 清点了库存的铅字 决定延长渡船班次 "
           "修好了钟楼的指针 更新了水位记录 为居民送去了纸张 讨论了路牌的字体 请来了邻镇的木匠".split(),
    "why": "以便大家看得更清楚 因为旧的办法不够用了 希望能减少排队的时间 这比去年多了两成 费用由商会承担 "
           "下一步还会听取意见 多数居民表示可以接受 具体时间另行通知 目前一切正常 老人们说从未见过".split(),
}
JA = {
    "who": "格子町の役場 活字通り商店街 余白橋の管理室 句点湖の観光課 校正者の会 町の気象台 行間小学校".split(),
    "when": "昨日の午後に 先週の水曜日に 今年に入ってから 月の初めに 早朝に 雨が上がった後に".split(),
    "did": "新しい改行の決まりを発表しました 屋台を川の向こうへ移しました 待合所を塗り直しました "
           "活字の在庫を数えました 渡し船の便を増やすと決めました 時計台の針を直しました".split(),
    "why": "住民がもっと見やすいようにするためです 去年より二割ほど多いということです 費用は商店街が出します "
           "来週も意見を聞く予定です 今のところ問題はありません".split(),
}
KO = {
    "who": "격자시 시청은 활자거리 상인회는 여백다리 관리소는 쉼표호수 관광과는 교정자 모임은 기상대는".split(),
    "when": "어제 오후 지난주 수요일 올해 들어 이달 초 이른 아침 비가 그친 뒤".split(),
    "did": "새로운 줄바꿈 규칙을 발표했다|노점을 강 건너로 옮겼다|대합실을 다시 칠했다|활자 재고를 세었다|"
           "나룻배 운항을 늘리기로 했다|시계탑 바늘을 고쳤다".split("|"),
    "why": "주민들이 더 잘 볼 수 있게 하기 위해서다|지난해보다 이 할이 많다고 한다|비용은 상인회가 낸다|"
           "다음 주에도 의견을 들을 예정이다|지금까지 문제는 없다".split("|"),
}
EN = {
    "who": "The town council|The bridge office|The lamp keepers|A group of printers|The weather station|"
           "The school on Margin Street|The ferry company|An old proofreader|The market traders".split("|"),
    "did": "published a new rule for breaking lines|moved the pancake stand across the river|"
           "repainted the waiting room|counted the type that was left in store|agreed to run the ferry longer|"
           "mended the hands of the tower clock|sent paper to every household|asked for a larger typeface".split("|"),
    "when": "late on Tuesday|after the rain had stopped|before the winter market|for the third time this year|"
            "in the early morning|at the end of a long meeting|without much noise".split("|"),
    "why": "because the old one no longer worked|so that people would have to wait less|"
           "which is a fifth more than last year|and most residents said they could live with it|"
           "although nobody could say what it would cost|and more is to follow next month".split("|"),
}


class Writer:
    def __init__(self, lang, seed):
        self.lang, self.r = lang, random.Random(f"{lang}{seed}")

    def sentence(self):
        pick, r = self.r.choice, self.r
        if self.lang == "zh":
            return f"{pick(ZH['who'])}{pick(ZH['when'])}{pick(ZH['did'])}，{pick(ZH['why'])}，编号{r.randint(10, 9999)}。"
        if self.lang == "ja":
            return f"{pick(JA['who'])}は{pick(JA['when'])}、{pick(JA['did'])}。{pick(JA['why'])}（第{r.randint(10, 999)}号）。"
        if self.lang == "ko":
            return f"{pick(KO['who'])} {pick(KO['when'])} {pick(KO['did'])}. {pick(KO['why'])} ({r.randint(10, 999)}호)."
        return f"{pick(EN['who'])} {pick(EN['did'])} {pick(EN['when'])}, {pick(EN['why'])} ({r.randint(10, 9999)})."

    def paragraph(self, least=2, most=4):
        gap = " " if self.lang in ("en", "ko") else ""
        return gap.join(self.sentence() for _ in range(self.r.randint(least, most)))

    def paragraphs(self, n, least=2, most=4):
        return [self.paragraph(least, most) for _ in range(n)]

    def title(self):
        pick, r = self.r.choice, self.r
        if self.lang == "zh":
            return f"{pick(ZH['who'])}{pick(ZH['did'])}，已是第{r.randint(2, 99)}次"
        if self.lang == "ja":
            return f"{pick(JA['who'])}、{pick(JA['did'])[:-3]} 第{r.randint(2, 99)}回"
        if self.lang == "ko":
            return f"{pick(KO['who'])} {pick(KO['did'])} {r.randint(2, 99)}번째"
        return f"{pick(EN['who'])} {pick(EN['did'])}, number {r.randint(2, 99)}"

    def titles(self, n):
        return [self.title() for _ in range(n)]
