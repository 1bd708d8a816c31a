"""Which test plays which fault."""

from collections.abc import Mapping
from types import MappingProxyType

FAULTS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "F1": {
            "faults/test_server.py": (
                "test_while_a_municipal_database_is_away_pages_stay_with_a_badge_and_soon_after_it_is_fresh",
            ),
            "browser/test_live.py": (
                "test_when_the_municipal_database_is_away_the_picture_stays_with_its_cause",
            ),
        },
        "F2": {
            "faults/test_network.py": (
                "test_a_source_that_hangs_anywhere_in_its_answer_is_given_up_at_the_deadline",
            ),
            "faults/test_server.py": (
                "test_while_a_municipal_database_is_away_pages_stay_with_a_badge_and_soon_after_it_is_fresh",
            ),
        },
        "F3": {
            "faults/test_network.py": ("test_an_answer_that_breaks_anywhere_is_taken_whole_or_not_at_all",),
        },
        "F4": {
            "faults/test_content.py": (
                "test_whatever_table_is_emptied_or_halved_the_wall_keeps_its_projects",
            ),
            "dashboard/test_refresh.py": ("test_a_large_drop_is_refused_until_someone_confirms",),
        },
        "F5": {
            "faults/test_frames.py": ("test_in_every_generated_frame_nothing_is_lost_and_money_is_exact",),
            "sources/test_validate.py": ("test_kept_and_set_aside_are_what_was_read",),
        },
        "F6": {
            "faults/test_content.py": (
                "test_every_column_that_is_renamed_is_named_and_the_last_rows_stay",
                "test_a_column_of_another_type_is_read_or_named_and_never_a_crash",
                "test_a_new_column_and_another_order_of_columns_change_nothing",
            ),
        },
        "F7": {
            "faults/test_texts.py": (
                "test_every_text_of_every_encoding_is_read_as_it_was_written",
                "test_a_file_that_is_broken_in_its_encoding_is_named_and_not_guessed",
            ),
        },
        "F8": {
            "faults/test_frames.py": (
                "test_every_date_is_the_day_it_says_or_none_with_a_reason",
                "test_dates_that_are_a_slip_are_named_and_do_not_stretch_a_projects_picture",
            ),
        },
        "F9": {
            "faults/test_frames.py": (
                "test_every_printed_amount_is_read_exactly_or_not_at_all",
                "test_in_every_generated_frame_nothing_is_lost_and_money_is_exact",
            ),
            "store/test_money_sums.py": ("test_every_chart_of_any_city_sums_to_what_the_store_holds",),
        },
        "F10": {
            "faults/test_texts.py": (
                "test_no_text_of_a_city_becomes_a_part_of_a_page",
                "test_no_text_of_a_city_is_a_formula_in_a_file",
            ),
        },
        "F11": {
            "faults/test_clock.py": (
                "test_after_a_jump_the_next_refresh_comes_within_a_period_and_its_age_is_told",
                "test_while_nothing_came_since_a_clock_went_back_it_says_so_and_tells_no_age",
                "test_a_clock_that_is_years_ahead_for_a_while_makes_nothing_be_forgotten",
            ),
        },
        "F12": {
            "faults/test_processes.py": (
                "test_a_process_that_is_killed_during_refresh_and_edits_leaves_one_moment_and_whole_edits",
                "test_a_server_that_is_killed_shows_its_first_page_soon_after_its_next_start",
            ),
        },
        "F13": {
            "faults/test_server.py": (
                "test_a_disk_that_is_full_leaves_every_page_says_so_and_is_made_good_by_itself",
            ),
        },
        "F14": {
            "faults/test_processes.py": (
                "test_of_several_processes_one_reads_and_when_it_is_killed_another_takes_over",
            ),
        },
        "F15": {
            "faults/test_wall.py": (
                "test_f15_a_cut_or_a_black_hole_is_said_the_picture_stays_and_nothing_bursts_afterwards",
            ),
        },
        "F16": {
            "faults/test_wall.py": (
                "test_f16_a_wall_recovers_from_every_restart_and_a_reload_meanwhile_is_no_error_page",
                "test_f16_a_new_program_is_one_reload_and_only_after_a_good_answer",
            ),
        },
        "F17": {
            "access/test_walls.py": (
                "test_many_tokens_follow_each_other_and_the_page_notices_nothing",
                "test_a_wall_that_is_cut_off_shows_no_figure_and_then_a_code",
            ),
        },
        "F18": {
            "faults/test_wall.py": (
                "test_f18_thousands_of_updates_leave_memory_elements_threads_and_files_as_they_were",
                "test_f18_a_wall_that_plays_at_its_own_pace_stays_as_it_was",
            ),
        },
        "F19": {
            "faults/test_parts.py": (
                "test_a_part_that_fails_says_so_and_the_rest_of_the_page_is_there",
                "test_a_screen_that_cannot_be_made_at_all_leaves_the_header_and_every_other_screen",
                "test_newer_data_that_cannot_be_drawn_leave_the_open_page_with_a_sentence",
            ),
        },
        "F20": {
            "faults/test_server.py": ("test_many_viewers_at_once_get_every_answer_and_cost_no_threads",),
        },
        "F21": {
            "faults/test_texts.py": ("test_no_page_is_blank_around_new_year",),
        },
        "F22": {
            "faults/test_store.py": (
                "test_a_flipped_byte_is_noticed_or_without_meaning_and_never_a_wrong_number",
                "test_on_top_of_damage_nothing_is_written_and_what_to_do_is_said",
            ),
        },
    }
)
"""Fault -> file under tests/ -> names of its tests."""
