/*
 * Presets and catalogue lists against answers of the shape those services give (written by us): what a
 * preset names must be what is read.
 */
#include "unit.h"

#include "base/clock.h"
#include "config/config.h"
#include "feed/parse.h"

static const struct {
	const char *config, *answer;
	size_t n;                  /* entries */
	const char *title, *link;  /* of the first */
	int64_t heat, published;   /* -1, TIME_NONE: none */
} rows[] = {
	{ "[hot a]\npreset = dailyhot\nurl = weibo\n",
	  "{\"code\":200,\"name\":\"weibo\",\"total\":2,\"updateTime\":\"2026-11-22T12:00:00.000Z\","
	  "\"data\":[{\"id\":1,\"title\":\"空格桥通车\",\"desc\":\"\",\"hot\":4120000,"
	  "\"timestamp\":1795352400000,\"url\":\"https://hot.example/1\",\"mobileUrl\":\"\"},"
	  "{\"id\":2,\"title\":\"初雪\",\"hot\":null,\"url\":\"\","
	  "\"mobileUrl\":\"https://m.hot.example/2\"}]}",
	  2, "空格桥通车", "https://hot.example/1", 4120000, 1795352400 },
	{ "[hot a]\npreset = newsnow\nurl = ?id=zhihu\n",
	  "{\"status\":\"cache\",\"id\":\"zhihu\",\"updatedTime\":1795352400000,\"items\":["
	  "{\"id\":\"7\",\"title\":\"夜读要不要关灯\",\"url\":\"https://q.example/7\","
	  "\"extra\":{\"info\":\"455 万热度\"}},"
	  "{\"id\":\"8\",\"title\":\"豆浆甜咸\",\"url\":\"https://q.example/8\","
	  "\"extra\":{\"info\":false}}]}",
	  2, "夜读要不要关灯", "https://q.example/7", 4550000, TIME_NONE },
	{ "[hot a]\npreset = tophub\nurl = abc\n",
	  "{\"error\":false,\"status\":200,\"data\":{\"name\":\"榜\",\"items\":[{\"title\":\"白菜2元\","
	  "\"url\":\"https://t.example/1\",\"description\":\"\",\"extra\":\"12万\"}]}}",
	  1, "白菜2元", "https://t.example/1", 120000, TIME_NONE },
	{ "[hot a]\npreset = hn\n",
	  "{\"hits\":[{\"objectID\":\"11\",\"title\":\"Low\",\"url\":\"https://l.example/\","
	  "\"points\":5,\"created_at_i\":1795352000},{\"objectID\":\"12\",\"title\":\"High\","
	  "\"url\":null,\"points\":90,\"created_at_i\":1795352400}]}",
	  2, "High", "https://news.ycombinator.com/item?id=12", 90, 1795352400 },
	{ "[hot a]\npreset = lobsters\n",
	  "[{\"short_id\":\"abc\",\"title\":\"On spaces\",\"url\":\"\",\"score\":41,"
	  "\"comments_url\":\"https://lobste.rs/s/abc\",\"created_at\":\"2026-11-22T21:00:00.000+08:00\","
	  "\"tags\":[\"c\",\"unix\"]}]",
	  1, "On spaces", "https://lobste.rs/s/abc", 41, 1795352400 },
	{ "[hot a]\npreset = v2ex\n",
	  "[{\"id\":9,\"title\":\"终端里读报\",\"url\":\"https://www.v2ex.com/t/9\",\"replies\":120,"
	  "\"created\":1795352400,\"node\":{\"title\":\"程序员\"},\"member\":{\"username\":\"a\"}}]",
	  1, "终端里读报", "https://www.v2ex.com/t/9", 120, 1795352400 },
	{ "[hot a]\npreset = weibo\n",
	  "{\"ok\":1,\"data\":{\"realtime\":[{\"word\":\"买它\",\"ad_channel\":1,\"num\":9},"
	  "{\"word\":\"推广\",\"is_ad\":1,\"num\":8},"
	  "{\"word\":\"初雪 落在\",\"num\":3860000,\"onboard_time\":1795352400}]}}",
	  1, "初雪 落在", "https://s.weibo.com/weibo?q=%E5%88%9D%E9%9B%AA%20%E8%90%BD%E5%9C%A8",
	  3860000, 1795352400 },
	{ "[hot a]\npreset = zhihu\n",
	  "{\"data\":[{\"target\":{\"title_area\":{\"text\":\"为何排队\"},\"excerpt_area\":{\"text\":\"问\"},"
	  "\"metrics_area\":{\"text\":\"1234 万热度\"},"
	  "\"link\":{\"url\":\"https://www.zhihu.com/question/1\"}}}]}",
	  1, "为何排队", "https://www.zhihu.com/question/1", 12340000, TIME_NONE },
	{ "[hot a]\npreset = baidu\n",
	  "{\"data\":{\"cards\":[{\"content\":[{\"word\":\"置顶\",\"isTop\":true,\"rawUrl\":\"https://b.example/0\"},"
	  "{\"word\":\"煎饼摊\",\"isTop\":false,\"rawUrl\":\"https://b.example/1\",\"hotScore\":\"7807651\"}]}]}}",
	  1, "煎饼摊", "https://b.example/1", 7807651, TIME_NONE },
	{ "[hot a]\npreset = toutiao\n",
	  "{\"data\":[{\"ClusterIdStr\":\"77\",\"Title\":\"末班延后\",\"HotValue\":\"9000000\"}]}",
	  1, "末班延后", "https://www.toutiao.com/trending/77/", 9000000, TIME_NONE },
	{ "[hot a]\npreset = thepaper\n",
	  "{\"data\":{\"hotNews\":[{\"contId\":\"336\",\"name\":\"渡船船票\",\"praiseTimes\":\"1040\","
	  "\"pubTimeLong\":1795352400000}]}}",
	  1, "渡船船票", "https://www.thepaper.cn/newsDetail_forward_336", 1040, 1795352400 },
	{ "[hot a]\npreset = bilibili\n",
	  "{\"code\":0,\"list\":[{\"keyword\":\"避头尾\",\"show_name\":\"避头尾上课本\",\"heat_score\":960000}]}",
	  1, "避头尾上课本", "https://search.bilibili.com/all?keyword=%E9%81%BF%E5%A4%B4%E5%B0%BE",
	  960000, TIME_NONE },
	{ "[feed a]\npreset = guancha\n",
	  "<html><body><ul class=\"column-list fix\"><li><h4 class=\"module-title\">"
	  "<a href=\"/politics/2026_11_22_1.shtml?s=zwyxgtjbt\">风筝节改期</a></h4>"
	  "<div class=\"module-interact\"><span>2026-11-22 21:00</span></div>"
	  "<a class=\"interact-key\">文化</a></li><li>-</li></ul></body></html>",
	  1, "风筝节改期", "https://www.guancha.cn/politics/2026_11_22_1.shtml", -1, 1795352400 },
	{ "[feed a]\npreset = rsshub\nurl = guancha/headline\n",
	  "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"头条\",\"items\":[{\"id\":\"1\","
	  "\"url\":\"https://www.guancha.cn/x\",\"title\":\"图书馆能查了\"}]}",
	  1, "图书馆能查了", "https://www.guancha.cn/x", -1, TIME_NONE },
};

static void every_preset_reads_its_service(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct config *c = config_of_text(slice_of(rows[i].config), "config");
		const struct source *s = &c->sources[0];
		struct feed_hints hints = {
			.base = s->url, .language = s->language, .timezone = s->timezone,
			.fetched = 1795356000, .map = s->is_mapped ? &s->map : NULL,
		};
		struct err err = ERR_INIT;
		struct feed feed;

		assert_int_equal(c->n_problems, 0);
		if (!feed_parse(slice_of(rows[i].answer), &hints, &feed, &err))
			fail_msg("%s: %s", rows[i].config, err.text);
		if (feed.n_entries != rows[i].n)
			fail_msg("%s: %zu entries", rows[i].config, feed.n_entries);
		assert_string_equal(feed.entries[0].title, rows[i].title);
		assert_string_equal(feed.entries[0].link, rows[i].link);
		assert_int_equal(feed.entries[0].heat, rows[i].heat);
		assert_int_equal(feed.entries[0].published, rows[i].published);
		feed_release(&feed);
		config_free(c);
	}
}

/* The lists of the catalogue that have no preset. */
static void catalogue_lists_read_their_sites(void **state)
{
	static const struct {
		const char *name, *answer, *title, *link;
	} lists[] = {
		{ "央视新闻 国内",
		  "china({\"data\":{\"total\":1,\"list\":[{\"title\":\"渡口\",\"url\":\"https://c.example/1\","
		  "\"focus_date\":\"2026-11-22 21:00:00\",\"brief\":\"b\"}]}})",
		  "渡口", "https://c.example/1" },
		{ "知乎日报",
		  "{\"date\":\"20261122\",\"stories\":[{\"id\":5,\"title\":\"为何雪静\","
		  "\"url\":\"https://daily.zhihu.com/story/5\",\"hint\":\"h\"}]}",
		  "为何雪静", "https://daily.zhihu.com/story/5" },
		{ "腾讯新闻",
		  "{\"idlist\":[{\"newslist\":[{\"id\":\"T\",\"title\":\"说明\"},{\"id\":\"N1\","
		  "\"title\":\"新闻\",\"hotEvent\":{\"hotScore\":5},\"timestamp\":1795352400}]}]}",
		  "新闻", "https://new.qq.com/rain/a/N1" },
		{ "网易热点",
		  "{\"data\":{\"list\":[{\"docid\":\"D1\",\"title\":\"标题\",\"ptime\":\"2026-11-22 21:00:00\"}]}}",
		  "标题", "https://www.163.com/dy/article/D1.html" },
		{ "百度贴吧",
		  "{\"data\":{\"bang_topic\":{\"topic_list\":[{\"topic_id\":3,\"topic_name\":\"话题\","
		  "\"topic_url\":\"https://tieba.example/3\",\"discuss_num\":88}]}}}",
		  "话题", "https://tieba.example/3" },
		{ "36氪人气榜",
		  "{\"data\":{\"hotRankList\":[{\"itemId\":42,\"publishTime\":1795352400000,"
		  "\"templateMaterial\":{\"widgetTitle\":\"融资\",\"statCollect\":7}}]}}",
		  "融资", "https://36kr.com/p/42" },
		{ "少数派热门",
		  "{\"error\":0,\"data\":[{\"id\":6,\"title\":\"工具\",\"like_count\":9,"
		  "\"released_time\":1795352400,\"author\":{\"nickname\":\"n\"}}]}",
		  "工具", "https://sspai.com/post/6" },
		{ "观察者网热点",
		  "{\"items\":[{\"TITLE\":\"热点\",\"HTTP_URL\":\"\\/politics\\/2026_11_22_2.shtml\"}]}",
		  "热点", "https://www.guancha.cn/politics/2026_11_22_2.shtml" },
		{ "风闻24小时",
		  "[{\"id\":1,\"title\":\"闲谈\",\"summary\":\"s\",\"post_url\":\"https://user.guancha.cn/1\"}]",
		  "闲谈", "https://user.guancha.cn/1" },
	};
	struct config *c = config_of_text(catalogue_text(), "catalogue");

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(lists); i++) {
		const struct source *s = NULL;
		struct err err = ERR_INIT;
		struct feed feed;

		for (size_t k = 0; k < c->n_sources && !s; k++)
			if (!strcmp(c->sources[k].name, lists[i].name))
				s = &c->sources[k];
		assert_non_null(s);
		if (!feed_parse(slice_of(lists[i].answer),
		                &(struct feed_hints){ .base = s->url, .language = s->language,
		                                      .timezone = s->timezone, .fetched = 1795356000,
		                                      .map = &s->map },
		                &feed, &err))
			fail_msg("%s: %s", lists[i].name, err.text);
		assert_int_equal(feed.n_entries, 1);
		assert_string_equal(feed.entries[0].title, lists[i].title);
		assert_string_equal(feed.entries[0].link, lists[i].link);
		feed_release(&feed);
	}
	config_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_preset_reads_its_service),
		cmocka_unit_test(catalogue_lists_read_their_sites),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
