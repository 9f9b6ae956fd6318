"""The classes of core's own fields, and of the libraries' models that this site stores.

Accounts are people's too: whoever is signed in, edits, comments or approves can be told by it. A key that leads to an
account without saying anything of its own (`group`, `permission`) is not personal; one that says what somebody did is.
"""

FIELDS = {
    "core.AuditLine": {"personal": "user", "neither": "id at action actor_kind about_type about_id detail"},
    "core.LastDone": {"neither": "name at"},
    "core.Retention": {"neither": "what title months why"},
    "core.ProgrammeSettings": {
        "neither": "id site programme_name council_name area_name nation phone phone_cost phone_hours email "
        "postal_address data_attribution"
    },
    # Accounts and signing in
    "auth.User": {
        "personal": "password last_login username first_name last_name email date_joined groups user_permissions",
        "neither": "id is_superuser is_staff is_active",
    },
    "auth.User_groups": {"personal": "user group", "neither": "id"},
    "auth.User_user_permissions": {"personal": "user permission", "neither": "id"},
    "auth.Group": {"neither": "id name permissions"},
    "auth.Group_permissions": {"neither": "id group permission"},
    "auth.Permission": {"neither": "id name content_type codename"},
    "account.EmailAddress": {"personal": "user email", "neither": "id verified primary"},
    "account.EmailConfirmation": {"personal": "email_address key", "neither": "id created sent"},
    "mfa.Authenticator": {"personal": "user data last_used_at", "neither": "id type created_at"},
    # What a visitor has typed so far is in their session, for 15 idle minutes
    "sessions.Session": {"personal": "session_key session_data", "neither": "expire_date"},
    "contenttypes.ContentType": {"neither": "id app_label model"},
    # Wagtail: what editors did
    "wagtailusers.UserProfile": {
        "personal": "user avatar preferred_language current_time_zone",
        "neither": "id submitted_notifications approved_notifications rejected_notifications "
        "updated_comments_notifications dismissibles theme contrast density keyboard_shortcuts",
    },
    "wagtailadmin.Admin": {"neither": "id"},
    "wagtailadmin.EditingSession": {"personal": "user last_seen_at", "neither": "id content_type object_id is_editing"},
    "wagtailadmin.FormState": {
        "personal": "data user",
        "neither": "id content_type object_id parent_object_id last_updated_at",
    },
    "wagtailcore.ModelLogEntry": {
        "personal": "user label data",
        "neither": "id content_type action timestamp uuid revision content_changed deleted object_id",
    },
    "wagtailcore.PageLogEntry": {
        "personal": "user",
        "neither": "id content_type label action data timestamp uuid revision content_changed deleted page",
    },
    "wagtailcore.Revision": {
        "personal": "user",
        "neither": "id content_type base_content_type object_id created_at object_str content approved_go_live_at",
    },
    "wagtailcore.UploadedFile": {"personal": "uploaded_by_user", "neither": "id for_content_type file"},
    "wagtailcore.WorkflowState": {
        "personal": "requested_by",
        "neither": "id content_type base_content_type object_id workflow status created_at current_task_state",
    },
    "wagtailcore.TaskState": {
        "personal": "finished_by comment",
        "neither": "id workflow_state revision task status started_at finished_at content_type",
    },
    "wagtailcore.Comment": {
        "personal": "user text resolved_by",
        "neither": "id page contentpath position created_at updated_at revision_created resolved_at",
    },
    "wagtailcore.CommentReply": {"personal": "user text", "neither": "id comment created_at updated_at"},
    "wagtailcore.PageSubscription": {"personal": "user", "neither": "id page comment_notifications"},
    # Wagtail: content. Nobody's details belong on a page; editors are told so
    "wagtailcore.Page": {
        "personal": "owner locked_by",
        "neither": "id path depth numchild translation_key locale latest_revision live has_unpublished_changes "
        "first_published_at last_published_at live_revision go_live_at expire_at expired locked locked_at title "
        "draft_title slug content_type url_path seo_title show_in_menus search_description latest_revision_created_at "
        "alias_of",
    },
    "wagtailcore.Locale": {"neither": "id language_code"},
    "wagtailcore.Site": {"neither": "id hostname port site_name root_page is_default_site"},
    "wagtailcore.GroupSitePermission": {"neither": "id group site permission"},
    "wagtailcore.GroupPagePermission": {"neither": "id group page permission"},
    "wagtailcore.GroupCollectionPermission": {"neither": "id group collection permission"},
    "wagtailcore.Collection": {"neither": "id path depth numchild name"},
    "wagtailcore.CollectionViewRestriction": {"neither": "id restriction_type password collection groups"},
    "wagtailcore.CollectionViewRestriction_groups": {"neither": "id collectionviewrestriction group"},
    "wagtailcore.PageViewRestriction": {"neither": "id restriction_type password page groups"},
    "wagtailcore.PageViewRestriction_groups": {"neither": "id pageviewrestriction group"},
    "wagtailcore.Workflow": {"neither": "id name active"},
    "wagtailcore.WorkflowPage": {"neither": "page workflow"},
    "wagtailcore.WorkflowContentType": {"neither": "content_type workflow"},
    "wagtailcore.WorkflowTask": {"neither": "id sort_order workflow task"},
    "wagtailcore.Task": {"neither": "id name content_type active"},
    "wagtailcore.GroupApprovalTask": {"neither": "task_ptr groups"},
    "wagtailcore.GroupApprovalTask_groups": {"neither": "id groupapprovaltask group"},
    "wagtailcore.ReferenceIndex": {
        "neither": "id content_type base_content_type object_id to_content_type to_object_id model_path content_path "
        "content_path_hash"
    },
    "wagtailforms.FormSubmission": {"personal": "form_data", "neither": "id page submit_time"},
    "wagtailredirects.Redirect": {
        "neither": "id old_path site is_permanent redirect_page redirect_page_route_path redirect_link "
        "automatically_created created_at"
    },
    "wagtailembeds.Embed": {
        "neither": "id url max_width hash type html title author_name provider_name thumbnail_url width height "
        "last_updated cache_until"
    },
    "wagtaildocs.Document": {
        "personal": "uploaded_by_user",
        "neither": "id collection title file created_at file_size file_hash tags",
    },
    # A photograph may show people: consent is asked, and kept in people.Consent
    "wagtailimages.Image": {
        "personal": "file uploaded_by_user",
        "neither": "id collection title description width height created_at focal_point_x focal_point_y "
        "focal_point_width focal_point_height file_size file_hash tags",
    },
    "wagtailimages.Rendition": {"personal": "file", "neither": "id filter_spec width height focal_point_key image"},
    "wagtailsearch.IndexEntry": {
        "neither": "id content_type object_id title_norm autocomplete title body title_text body_text"
    },
    "wagtailsearch.SQLiteFTSIndexEntry": {"neither": "autocomplete title body index_entry"},
    "taggit.Tag": {"neither": "id name slug"},
    "taggit.TaggedItem": {"neither": "id tag content_type object_id"},
    # django-recurrence has tables of its own, which stay empty: rules are text in events.Schedule
    "recurrence.Recurrence": {"neither": "id dtstart dtend"},
    "recurrence.Rule": {"neither": "id recurrence mode freq interval wkst count until"},
    "recurrence.Date": {"neither": "id recurrence mode dt"},
    "recurrence.Param": {"neither": "id rule param value index"},
}
# Made by Wagtail where the database is of one kind; elsewhere they are missing rightly.
ON_SOME_DATABASES = {
    "wagtailsearch.SQLiteFTSIndexEntry",
    "wagtailsearch.IndexEntry.title_text",
    "wagtailsearch.IndexEntry.body_text",
}
