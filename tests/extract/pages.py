"""Pages built like those of real sites, each with what a reader would call its text.

A function a kind of page, named in KINDS; it gets a Writer and fills a Page. Everything is ours: the town,
the words, the markup; only the habits are those of the sites.
"""
from html import escape

from words import Writer


class Page:
    def __init__(self, name, lang):
        self.name, self.lang = name, lang
        self.w = Writer(lang, name)
        self.title = self.w.title()
        self.truth, self.never, self.facts = [], [], {}
        self.encoding = "utf-8"
        self.is_article = True
        self.base = "https://news.example/a/2026-11/22/1001.html"
        self.html = ""

    def p(self, n=6, least=2, most=4):
        """n paragraphs of the text."""
        new = self.w.paragraphs(n, least, most)
        self.truth += new
        return new

    def off(self, text):
        """What must not be in the text."""
        self.never.append(text)
        return escape(text)

    def links(self, n=6, tag="li"):
        return "".join(f'<{tag}><a href="/a/{i}{abs(hash_of(t)) % 9999}.html">{self.off(t)}</a></{tag}>'
                       for i, t in enumerate(self.w.titles(n)))

    def page(self, body, head="", site="格子城日报"):
        lang = {"zh": "zh-CN"}.get(self.lang, self.lang)
        self.html = (f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="{self.encoding}">'
                     f"<title>{escape(self.title)}_{site}</title>{head}"
                     "<script>var a = '<p>not text</p>';</script><style>.a{color:red}</style></head>\n"
                     f"<body>{body}</body></html>\n")


def hash_of(text):
    n = 7
    for c in text:
        n = (n * 31 + ord(c)) & 0x7fffffff
    return n


def ps(list_, attrs=""):
    return "\n".join(f"<p{attrs}>{escape(t)}</p>" for t in list_)


def em(list_):
    return "\n".join(f"<p>　　{escape(t)}</p>" for t in list_)


def nav(p):
    items = ["首页", "时政", "国际", "财经", "体育", "娱乐", "军事", "科技", "教育", "健康", "视频", "图片"]
    if p.lang == "en":
        items = "Home News World Business Sport Culture Travel Video Podcasts Weather".split()
    if p.lang == "ja":
        items = ["トップ", "社会", "政治", "経済", "国際", "スポーツ", "文化", "天気"]
    if p.lang == "ko":
        items = ["홈", "정치", "경제", "사회", "국제", "스포츠", "문화", "날씨"]
    return "".join(f'<li><a href="/{i}/">{t}</a></li>' for i, t in enumerate(items))


def frame(p, main, side=True, site="格子城日报", head="", top="div"):
    """A portal round an article: logo, navigation, the article beside two columns, a footer."""
    aside = ""
    if side:
        aside = (f'<div class="col-r fr"><div class="mod"><h3>热点新闻</h3><ul>{p.links(8)}</ul></div>'
                 f'<div class="mod"><h3>图片频道</h3><ul class="pics">{p.links(4)}</ul></div></div>')
    p.page(f'<{top} class="top"><div class="logo"><a href="/">{site}</a></div><ul class="mainmenu">{nav(p)}</ul></{top}>'
           f'<div class="wrap clearfix">{main}{aside}</div>'
           f'<div class="bottom"><p>{p.off("关于我们 | 联系我们 | 广告服务 | 招聘信息 | 网站地图")}</p>'
           f'<p>{p.off("版权所有 格子城日报社 未经书面授权禁止使用 京ICP备00000000号")}</p></div>', head, site)


def share(p):
    return f'<div class="bdsharebuttonbox"><span>分享到：</span><a href="#">微信</a><a href="#">微博</a><a href="#">QQ空间</a></div>'


def comments(p, n=5, cls="comment-list", item="comment-item", verbs=True, body="text"):
    out = []
    for i in range(n):
        text = p.w.paragraph(1, 2)
        tools = '<span class="op"><a href="#">回复</a> <a href="#">赞(3)</a> <a href="#">举报</a></span>' if verbs else ""
        out.append(f'<div class="{item}"><div class="u"><a href="/u/{i}">网友{i}号</a> <span>{i + 1}小时前</span></div>'
                   f'<div class="{body}"><p>{p.off(text)}</p></div>{tools}</div>')
    return f'<div class="{cls}">{"".join(out)}</div>'


# --- Chinese ------------------------------------------------------------------------------------------------------

def zh_portal(p):
    p.facts = {"source": "格子城日报", "published": "2026-11-22T02:20:00Z", "editor": "方格", "title": p.title}
    frame(p, f'<div class="main fl"><h1>{p.title}</h1><div class="info"><span>2026年11月22日10:20</span> <span>来源：<a href="/">格子城日报</a></span></div>'
             f'<div class="article" id="content">{em(p.p(7))}</div><div class="edit">（责编：方格）</div>{share(p)}'
             f'<div class="xg"><h3>相关阅读</h3><ul>{p.links(6)}</ul></div></div>')


def zh_time_line(p):
    p.facts = {"source": "铅字社", "author": "行距", "published": "2026-11-22T00:05:00Z"}
    frame(p, f'<div class="left"><h1 class="main-title">{p.title}</h1><div class="date-source"><span>2026-11-22 08:05:00</span> 来源：铅字社 作者：行距</div>'
             f'<div class="article-content">{ps(p.p(6))}<p>{p.off("责任编辑：页边")}</p></div></div>')


def zh_br(p):
    text = "<br><br>".join("　　" + escape(t) for t in p.p(7))
    frame(p, f'<td><div class="title">{p.title}</div><div class="zw" id="zoom">{text}<br><br>{p.off("编辑：方格")}</div></td>')


def zh_div_text(p):
    frame(p, f'<div class="bd"><h1>{p.title}</h1><div class="con">' + "".join(f"<div>{escape(t)}</div>" for t in p.p(8)) +
          f'<div>{p.off("（本文来源：格子城日报 责任编辑：标点_NB01）")}</div></div></div>' if False else
          f'<div class="bd"><h1>{p.title}</h1><div class="con">' + "".join(f"<div>{escape(t)}</div>" for t in p.p(8)) + "</div></div>")


def zh_table(p):
    p.page(f'<table width="960"><tr><td bgcolor="#eee"><a href="/">首页</a> | <a href="/n">新闻</a> | <a href="/b">论坛</a></td></tr></table>'
           f'<table width="960"><tr><td width="200" valign="top"><table>' +
           "".join(f'<tr><td><a href="/x{i}.htm">{p.off(t)}</a></td></tr>' for i, t in enumerate(p.w.titles(10))) +
           f'</table></td><td valign="top"><table><tr><td align="center"><font size="5"><b>{p.title}</b></font></td></tr>'
           f'<tr><td align="center">2026-11-22 09:30:00 来源：缩进报</td></tr><tr><td><font size="3">' +
           "".join(f"<p>　　{escape(t)}</p>" for t in p.p(6)) +
           f'</font></td></tr><tr><td align="right">【<a href="#">打印</a>】【<a href="#">关闭</a>】</td></tr></table></td></tr></table>'
           f'<table width="960"><tr><td align="center">{p.off("Copyright 2026 缩进报 版权所有")}</td></tr></table>')


def zh_boxes_alike(p):
    # Three boxes without a name: of links, of the article (behind the links of its column), of links.
    frame(p, f'<div><h2>频道</h2><ul>{p.links(20)}</ul></div>'
             f'<div><ul>{p.links(45)}</ul><h1>{p.title}</h1><div class="zw">{ps(p.p(8))}</div></div>'
             f'<div><h2>专题</h2><ul>{p.links(20)}</ul></div>', side=False)


def zh_gbk(p):
    p.encoding = "gb2312"
    zh_portal(p)


def zh_weixin(p):
    p.facts = {"title": p.title, "source": "格子城小报"}
    sections = "".join(f'<section style="margin:8px"><section><p style="text-align:justify"><span style="font-size:15px">{escape(t)}</span></p></section></section>'
                       for t in p.p(8))
    p.html = (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><meta property="og:title" content="{p.title}">'
              f'<meta property="og:site_name" content="格子城小报"></head><body id="activity-detail"><div id="js_article" class="rich_media">'
              f'<div class="rich_media_inner"><div id="page-content"><div id="img-content"><h1 class="rich_media_title" id="activity-name">\n {p.title}\n</h1>'
              f'<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta">原创</span> <a href="javascript:void(0);" id="js_name">格子城小报</a> <em id="publish_time">2026-11-22 18:00</em></div>'
              f'<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{sections}'
              f'<section><p>{p.off("长按识别二维码，关注我们")}</p></section></div></div></div></div></div>'
              f'<div class="qr_code_pc"><p>{p.off("微信扫一扫 关注该公众号")}</p></div></body></html>')


def zh_mobile(p):
    frame(p, f'<section class="article"><h1>{p.title}</h1><div class="art-info"><span>格子城日报</span><time>11-22 10:20</time></div>'
             f'<div class="art-body">{ps(p.p(5))}<div class="open-app"><a href="app://x">打开APP阅读全文</a></div></div></section>'
             f'<section class="recom"><h2>为你推荐</h2>{"".join(f"<div class=card><a href=/m{i}><h3>{p.off(t)}</h3></a><p>{p.off(p.w.paragraph(1, 1))}</p></div>" for i, t in enumerate(p.w.titles(5)))}</section>',
          side=False)


def zh_comments(p):
    frame(p, f'<div class="article-main"><h1>{p.title}</h1><div class="article-content">{ps(p.p(4, 1, 2))}</div></div>'
             f'<h3>网友评论</h3>' + comments(p, 12, "feed", "article-item", True, "article-content"))


def zh_comments_plain(p):
    frame(p, f'<div class="post"><h2 class="title">{p.title}</h2><div class="entry">{ps(p.p(5))}</div></div>' +
          comments(p, 8, "list", "entry-item", False, "entry"))


def zh_forum(p):
    first = p.p(6)
    rest = "".join(f'<div class="plhin"><div class="pls"><a href="/u{i}">会员{i}</a> <p>发表于 2026-11-22 1{i}:00</p></div><div class="pcb"><div class="t_f">{p.off(p.w.paragraph(1, 3))}</div><a href="#">回复</a> <a href="#">举报</a></div></div>'
                   for i in range(6))
    frame(p, f'<h1 id="thread_subject">{p.title}</h1><div id="postlist"><div class="plhin"><div class="pls"><a href="/u9">楼主</a> <p>发表于 2026-11-22 09:00</p></div><div class="pcb"><div class="t_f">' +
          "<br><br>".join(escape(t) for t in first) + f'</div><a href="#">回复</a> <a href="#">举报</a></div></div>{rest}</div>', side=False)


def zh_blog(p):
    frame(p, f'<div class="content"><article class="post"><header><h1 class="entry-title"><a href="{p.base}">{p.title}</a></h1><p class="meta">作者：行距 | 2026年11月22日 | 分类：<a href="/c">随笔</a></p></header>'
             f'<div class="entry-content">{ps(p.p(4))}<h2>第二节</h2>{ps(p.p(3))}<blockquote><p>{escape(p.p(1)[0])}</p></blockquote>{ps(p.p(2))}</div>'
             f'<footer class="entry-footer">标签：<a href="/t1" rel="tag">排版</a> <a href="/t2" rel="tag">换行</a></footer></article>'
             f'<nav class="post-nav"><a href="/1">上一篇：{p.off(p.w.title())}</a><a href="/2">下一篇：{p.off(p.w.title())}</a></nav></div>')
    p.truth.insert(4, "第二节")
    p.facts = {"tags": ["排版", "换行"], "author": "行距"}


def zh_paged(p):
    p.facts = {"next": "https://news.example/a/2026-11/22/1001_2.html"}
    frame(p, f'<div class="lft"><h1>{p.title}</h1><div class="TRS_Editor">{em(p.p(6))}</div><div class="pages"><span>1</span> <a href="1001_2.html">2</a> <a href="1001_3.html">3</a> <a href="1001_2.html">下一页</a></div></div>')


def zh_gallery(p):
    shots = p.p(6, 1, 1)
    frame(p, f'<div class="gallery"><h1>{p.title}</h1>' + "".join(f'<div class="pic"><img src="/p{i}.jpg" alt=""><p class="desc">{escape(t)}</p></div>' for i, t in enumerate(shots)) + "</div>")


def zh_teasers(p):
    cards = "".join(f'<div class="card"><a href="/t{i}"><img src="/i.jpg"></a><h4><a href="/t{i}">{p.off(t)}</a></h4><p>{p.off(p.w.paragraph(1, 2))}</p></div>' for i, t in enumerate(p.w.titles(10)))
    frame(p, f'<div class="main"><h1>{p.title}</h1><div class="text">{ps(p.p(4))}</div></div><div class="more">{cards}</div>', side=False)


def zh_inline_related(p):
    a, b = p.p(4), p.p(4)
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con">{ps(a)}<div class="inner-box"><h4>相关报道</h4><ul>{p.links(3)}</ul></div>{ps(b)}</div></div>')


def zh_hidden(p):
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con">{ps(p.p(5))}<div style="display:none">{ps([p.w.paragraph() for _ in range(3)])}</div>'
             f'<p style="display: none;">{p.off(p.w.paragraph())}</p></div></div>')
    p.never += []


def zh_legal(p):
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con">{ps(p.p(6))}<p>{p.off("版权声明：本文版权归格子城日报所有，未经授权不得转载，违者将依法追究责任。")}</p>'
             f'<p>{p.off("扫描下方二维码关注格子城日报公众号，获取更多精彩内容")}</p><p>{p.off("免责声明：本文仅代表作者个人观点，与本网站无关。")}</p></div></div>')


def zh_byline_in_text(p):
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con"><p>{p.off("来源：铅字社 2026-11-22 10:00")}</p><p>{p.off("作者：行距")}</p>{ps(p.p(6))}<p>{p.off("责任编辑：页边 校对：缩进")}</p></div></div>')


def zh_short(p):
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="time">2026-11-22 10:20:33</div><div class="a-con">{ps(p.p(1, 1, 1))}</div></div>')


def zh_qa(p):
    a = p.p(8, 1, 2)
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con">' + "".join(f"<p><strong>问：怎么样？</strong></p><p>{escape(t)}</p>" for t in a) + "</div></div>")
    p.truth = [x for t in a for x in ("问：怎么样？", t)]


def zh_sections(p):
    a = [p.p(3) for _ in range(3)]
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="art">' + "".join(f'<div class="sec sec{i}"><h2>小标题{"一二三"[i]}</h2>{ps(t)}</div>' for i, t in enumerate(a)) + "</div></div>")
    p.truth = [x for i, t in enumerate(a) for x in ["小标题" + "一二三"[i]] + t]


def zh_hot_in_body(p):
    frame(p, f'<div id="artibody"><h1>{p.title}</h1>{em(p.p(5))}<p><a href="/z">{p.off("点击进入专题：格子城换行大会")}</a></p>{em(p.p(2))}<p>{p.off("点击上方蓝字关注我们")}</p></div>')


def zh_form(p):
    frame(p, f'<form id="form1" method="post" action="x.aspx"><input type="hidden" name="__VIEWSTATE" value="abc"><div class="c"><h1>{p.title}</h1><div id="ctl00_content">{em(p.p(6))}</div></div></form>')


def zh_bad_names(p):
    frame(p, f'<div class="share-wrapper comment-able"><h1>{p.title}</h1><div class="main-sidebar-layout">{ps(p.p(6))}</div></div>')


def zh_hant(p):
    p.title = p.title.replace("规", "規")
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="byline">記者方格／格子城報導</div><div class="a-con">{ps(p.p(5))}</div><div class="x"><h3>延伸閱讀</h3><ul>{p.links(4)}</ul></div></div>')


def zh_ld(p):
    a = p.p(5)
    body = "\\n".join(t.replace('"', "") for t in a)
    p.page('<div id="root"></div><noscript>请启用JavaScript</noscript>',
           f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{p.title}","datePublished":"2026-11-22T10:20:00+08:00","author":[{{"@type":"Person","name":"行距"}}],"articleBody":"{body}"}}</script>')
    p.facts = {"published": "2026-11-22T02:20:00Z", "author": "行距"}


def zh_poem(p):
    lines = [f"第{i}行写着{t[:4]}的影子" for i, t in enumerate(p.w.titles(16))]
    intro, end = p.p(2), []
    end = p.p(2)
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="a-con">{ps(intro)}{ps(lines)}{ps(end)}</div></div>')
    p.truth = intro + lines + end


def zh_live(p):
    a = p.p(6, 1, 2)
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="live">' + "".join(f'<div class="live-item"><span class="t">1{i}:20</span><div class="c"><p>{escape(t)}</p></div></div>' for i, t in enumerate(a)) + "</div></div>")


def zh_hub(p):
    p.is_article = False
    frame(p, "".join(f'<div class="block"><h2><a href="/c{k}">频道{k}</a></h2><ul>{p.links(12)}</ul></div>' for k in range(6)))


def zh_login(p):
    p.is_article = False
    p.facts = {"says": "登录|login"}
    frame(p, f'<div class="m"><h1>{p.title}</h1><div class="lock"><p>登录后可阅读全文</p><a href="/login">立即登录</a></div></div>')


def zh_script(p):
    p.is_article = False
    p.facts = {"says": "script|脚本"}
    p.page('<div id="app"></div><script src="/app.js"></script>')


# --- Japanese, Korean ------------------------------------------------------------------------------------------------

def ja_news(p):
    p.facts = {"published": "2026-11-22T01:20:00Z"}
    frame(p, f'<article><h1>{p.title}</h1><p class="date">2026年11月22日 10時20分</p><div class="article-body">{ps(p.p(6))}</div></article>'
             f'<div class="kanren"><h2>関連記事</h2><ul>{p.links(5)}</ul></div><div class="rk"><h2>アクセスランキング</h2><ol>{p.links(8)}</ol></div>', side=False)


def ja_br(p):
    frame(p, f'<div id="NewsArticle"><h1>{p.title}</h1><div class="text">' + "<br><br>".join("　" + escape(t) for t in p.p(6)) +
          f'</div><p>{p.off("無断転載を禁じます。")}</p><ul class="sns"><li><a href="#">ツイート</a></li><li><a href="#">シェア</a></li></ul></div>')


def ja_blog(p):
    frame(p, f'<div class="entry"><h2 class="entry-title"><a href="{p.base}">{p.title}</a></h2><div class="entry-content">{ps(p.p(3))}<h3>まとめ</h3>{ps(p.p(2))}</div><div class="entry-footer">{p.off("この記事をシェアする")}</div></div>'
             f'<div class="comment-box"><p>コメント</p>{comments(p, 3)}</div>')
    p.truth.insert(3, "まとめ")


def ko_news(p):
    p.facts = {"published": "2026-11-22T01:20:00Z"}
    frame(p, f'<div class="view"><h3 class="tit_view">{p.title}</h3><span class="info">입력 2026-11-22 10:20</span><div id="articleBody">{ps(p.p(6))}<p>{p.off("ⓒ 격자일보, 무단 전재 및 재배포 금지")}</p></div><div class="rel"><h4>관련기사</h4><ul>{p.links(5)}</ul></div></div>')


def ko_br(p):
    frame(p, f'<div id="article"><h1>{p.title}</h1><div itemprop="articleBody">' + "<br/><br/>".join(escape(t) for t in p.p(6)) +
          f'<br/><br/>{p.off("기사제보 및 보도자료 news@격자.example")}</div></div>')


# --- English ---------------------------------------------------------------------------------------------------------

def en_medium(p):
    frame(p, f'<article><div><section><h1>{p.title}</h1><div class="pw-author"><a href="/@x" rel="author">Line Break</a> <span>5 min read</span> <span>Nov 22, 2026</span></div>' +
          ps(p.p(4)) + f'<figure><img src="/1.png"><figcaption>{p.w.sentence()}</figcaption></figure>' + ps(p.p(4)) + '</section></div></article>'
          '<div class="responses"><p>Written by Line Break</p></div>', side=False, site="Grid Town")
    p.facts = {"author": "Line Break", "published": "2026-11-22T00:00:00Z"}


def en_nyt(p):
    p.facts = {"author": "Line Break", "published": "2026-11-22T10:00:00Z"}
    out = []
    for i in range(4):
        out.append(f'<div class="css-1 StoryBodyCompanionColumn"><div class="css-2">{ps(p.p(2), " class=css-3")}</div><aside class="css-4"></aside></div>'
                   f'<div class="ad"><p>Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div>')
    frame(p, f'<article id="story"><header><h1 data-testid="headline">{p.title}</h1><p class="byline">By Line Break</p><time datetime="2026-11-22T05:00:00-05:00">Nov. 22, 2026</time></header><section name="articleBody">{"".join(out)}</section></article>'
             f'<section class="related"><h2>More in Grid</h2><ul>{p.links(5)}</ul></section>', side=False, site="Grid Times")


def en_bbc(p):
    blocks = "".join(f'<div data-component="text-block" class="ssrcss-1"><div class="ssrcss-2"><p class="ssrcss-3">{escape(t)}</p></div></div>' for t in p.p(4))
    blocks2 = "".join(f'<div data-component="text-block" class="ssrcss-1"><div class="ssrcss-2"><p class="ssrcss-3">{escape(t)}</p></div></div>' for t in p.p(4))
    frame(p, f'<main><article><header><h1>{p.title}</h1></header><div data-component="byline-block"><span>Published</span> <time datetime="2026-11-22T09:00:00.000Z">3 hours ago</time></div>{blocks}'
             f'<div data-component="links-block"><h2>Read more</h2><ul>{p.links(3)}</ul></div>{blocks2}<section data-component="topic-list"><h2>Related Topics</h2><ul><li><a href="/t/1">Bridges</a></li><li><a href="/t/2">Ferries</a></li></ul></section></article></main>'
             f'<aside><h2>Most read</h2><ol>{p.links(10)}</ol></aside>', side=False, site="Grid News")
    p.facts = {"published": "2026-11-22T09:00:00Z"}


def en_cnn(p):
    a = p.p(10)
    frame(p, f'<div class="article__content-container"><h1>{p.title}</h1><div class="headline__sub"><div class="byline">By <span>Line Break</span>, GNN</div><div class="timestamp">Published 9:20 AM EST, Sun November 22, 2026</div></div><div class="article__content">' +
          "".join(f'<p class="paragraph inline-text vossi">{escape(t)}</p>' + (f'<div class="related-content"><p>RELATED ARTICLE</p><a href="/r{i}">{p.off(p.w.title())}</a></div>' if i == 3 else "") for i, t in enumerate(a)) + "</div></div>", side=False, site="GNN")


def en_guardian(p):
    a, b = p.p(4), p.p(4)
    frame(p, f'<main><div data-gu-name="headline"><h1>{p.title}</h1></div><div data-gu-name="standfirst"><p>{escape(p.w.sentence())}</p></div><div data-gu-name="body"><div class="article-body">{ps(a)}'
             f'<aside class="pullquote"><blockquote>{p.off(p.w.sentence())}</blockquote></aside>{ps(b)}<div class="ad-slot"></div></div></div><div class="submeta"><span>Topics</span><ul><li><a href="/t">Ferries</a></li></ul><a href="#">Reuse this content</a></div></main>'
             f'<div class="most-viewed"><h2>Most viewed</h2><ol>{p.links(8)}</ol></div>', side=False, site="The Gridian")


def en_wiki(p):
    secs = ""
    truth = p.p(2, 4, 6)
    secs += "".join(f"<p>{escape(t)}<sup class='reference'><a href='#c'>[{i}]</a></sup></p>" for i, t in enumerate(truth))
    secs += '<div id="toc" class="toc"><h2>Contents</h2><ul>' + "".join(f'<li><a href="#{i}">{i} Part {i}</a></li>' for i in range(4)) + "</ul></div>"
    all_ = list(truth)
    for i in range(4):
        new = p.p(3, 3, 6)
        all_ += [f"Part {i}"] + new
        secs += f'<h2><span class="mw-headline">Part {i}</span><span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>' + ps(new)
    p.truth = all_
    frame(p, f'<div id="content" class="mw-body"><h1 id="firstHeading">{p.title}</h1><div id="bodyContent"><div id="siteSub">From the town encyclopedia</div><div class="mw-parser-output">{secs}</div>'
             f'<div id="catlinks" class="catlinks"><a href="/c">Categories</a>: <ul>{p.links(3)}</ul></div></div></div><div id="mw-panel"><ul>{nav(p)}</ul></div>', side=False, site="Gridpedia")


def en_code(p):
    a, b = p.p(3), p.p(3)
    code = "for (i = 0; i &lt; n; i++) {\n\tprintf(\"%d\\n\", i);\n}\nreturn 0;"
    frame(p, f'<div class="post"><h1>{p.title}</h1><p class="meta">22 Nov 2026</p><div class="post-body">{ps(a)}<pre><code>{code}</code></pre>{ps(b)}</div></div><div id="disqus_thread"></div>', side=False, site="a blog")
    p.truth = a + ['for (i = 0; i < n; i++) {', 'printf("%d\\n", i);', '}', 'return 0;'] + b


def en_list(p):
    a, items, b = p.p(2), p.p(6, 1, 1), p.p(2)
    frame(p, f'<article><h1>{p.title}</h1>{ps(a)}<ul>' + "".join(f"<li>{escape(t)}</li>" for t in items) + f"</ul>{ps(b)}</article>", site="Grid Town")


def en_table_layout(p):
    p.page(f'<center><table width="780"><tr><td colspan="3"><a href="/">Home</a> <a href="/a">Archive</a></td></tr><tr><td width="150" valign="top">' +
           "".join(f'<a href="/l{i}">{p.off(t)}</a><br>' for i, t in enumerate(p.w.titles(12))) +
           f'</td><td valign="top"><font size="+2">{p.title}</font><br><font size="-1">By Line Break</font><p>' + "<p>".join(escape(t) for t in p.p(8)) +
           f'</td><td width="150">{p.off("Sponsored links and other things to buy here")}</td></tr></table></center>', site="Grid Town")


def en_paywall(p):
    frame(p, f'<article><h1>{p.title}</h1>{ps(p.p(2))}<div class="paywall"><h3>Subscribe to continue reading</h3><p>{p.off("Already a subscriber? Log in to read the rest of this story.")}</p></div></article>', side=False, site="Grid Times")


def en_comments(p):
    replies = "".join(f'<li class="comment"><div class="comment-author">Reader {i} <span>says:</span></div><p>{p.off(p.w.paragraph(2, 5))}</p><a href="#">Reply</a></li>' for i in range(15))
    frame(p, f'<div id="primary"><article><h1 class="entry-title">{p.title}</h1><div class="entry-content">{ps(p.p(4, 1, 2))}</div></article><div id="comments"><h3>15 Comments</h3><ol class="commentlist">{replies}</ol></div></div>', site="a blog")


def en_bare(p):
    p.page(f"<h1>{p.title}</h1>" + ps(p.p(6)), site="x")


def en_hub(p):
    p.is_article = False
    frame(p, "".join(f'<section><h2>Part {k}</h2>' + "".join(f'<div class="card"><h3><a href="/s{k}{i}">{p.off(t)}</a></h3><p>{escape(p.w.sentence())}</p></div>' for i, t in enumerate(p.w.titles(6))) + "</section>" for k in range(5)), site="Grid News")


KINDS = [(name, fn) for name, fn in sorted(globals().items()) if name[:3] in ("zh_", "ja_", "ko_", "en_")]


def all_pages():
    for name, fn in KINDS:
        page = Page(name, name[:2])
        fn(page)
        yield page
