#include "ui/views.h"

const struct view_ops *const view_table[VIEW_COUNT] = {
	[VIEW_EXTRA] = &view_extra,       [VIEW_TOPIC] = &view_topic,
	[VIEW_FRONT] = &view_front,
	[VIEW_SHELF] = &view_shelf,       [VIEW_LIST] = &view_list,
	[VIEW_HOT] = &view_hot,           [VIEW_ARTICLE] = &view_article,
	[VIEW_TAGS] = &view_tags,         [VIEW_LINKS] = &view_links,
	[VIEW_MENU] = &view_menu,         [VIEW_FACTS] = &view_facts,
	[VIEW_HELP] = &view_help,         [VIEW_PROBLEMS] = &view_problems,
	[VIEW_LOG] = &view_log,           [VIEW_CATALOGUE] = &view_catalogue,
	[VIEW_WIDTHS] = &view_widths,     [VIEW_ALERTS] = &view_alerts,     [VIEW_SEARCH] = &view_search,
	[VIEW_QR] = &view_qr,             [VIEW_OUTPUT] = &view_output,
	[VIEW_PICTURE] = &view_picture,
};
